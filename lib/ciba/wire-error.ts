import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { z } from 'zod';
import type { WireError } from './outcome';

/**
 * Reduces whatever openid-client threw to what may be judged and logged. Responses and token bodies
 * that hang off those errors stay behind.
 *
 * @param body of the answer, as JSON: with a challenge the library does not read it, and the error is in it all the same
 */
export function wireError(thrown: unknown, now: Date, body?: unknown): WireError {
  if (thrown instanceof ResponseBodyError) {
    return {
      error: thrown.error,
      status: thrown.status,
      ...present('description', thrown.error_description),
      ...present('retryAfter', retryAfterOf(thrown.response, now)),
      ...present('interval', positive(thrown.cause.interval)),
    };
  }
  if (thrown instanceof WWWAuthenticateChallengeError) {
    const { data } = oauthError.safeParse(body);
    return {
      ...(data ? { error: data.error } : { fault: 'challenge' }),
      status: thrown.status,
      ...present('description', data?.error_description),
      ...present('retryAfter', retryAfterOf(thrown.response, now)),
      ...present('interval', positive(data?.interval)),
    };
  }
  if (thrown instanceof ClientError) {
    const response = thrown.cause instanceof Response ? thrown.cause : undefined;
    return {
      fault: thrown.code ?? networkFault(thrown),
      ...present('status', response?.status),
      ...present('retryAfter', response && retryAfterOf(response, now)),
    };
  }
  return { fault: networkFault(thrown) };
}

const oauthError = z.object({
  error: z.string().min(1),
  error_description: z.string().optional().catch(undefined),
  interval: z.unknown().optional(),
});

/** RFC 9110, 10.2.3: seconds or an HTTP date. Returns seconds from `now`. */
export function parseRetryAfter(value: string, now: Date): number | undefined {
  if (/^\d+$/.test(value.trim())) return Number(value);
  // Date.parse also takes "1.5" for a date; an HTTP date begins with the name of a day.
  const at = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

function retryAfterOf(response: Response, now: Date): number | undefined {
  const header = response.headers.get('retry-after');
  return header === null ? undefined : parseRetryAfter(header, now);
}

/** Node wraps the reason of a failed fetch in causes; the innermost `code` names it. */
function networkFault(thrown: unknown): string {
  let code: string | undefined;
  for (let error = thrown; error instanceof Error; error = error.cause) {
    if ('code' in error && typeof error.code === 'string') code = error.code;
  }
  return code ?? (thrown instanceof Error ? thrown.name : 'unknown');
}

function positive(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isFinite(value) && value > 0 ? value : undefined;
}

function present<K extends string, V>(key: K, value: V | undefined): Partial<Record<K, V>> {
  return value === undefined ? {} : ({ [key]: value } as Record<K, V>); // a computed key widens to string
}
