import { ClientError, ResponseBodyError, WWWAuthenticateChallengeError } from 'openid-client';
import { type Answer, type OauthError, oauthErrorIn } from './answer';
import type { WireError } from './outcome';

/**
 * Reduces whatever openid-client threw to what may be judged and logged. Responses and token bodies
 * that hang off those errors stay behind.
 *
 * @param answer what came back: an error that is in its body counts, also where the library did not look for it
 */
export function wireError(
  thrown: unknown,
  now: Date,
  answer?: Pick<Answer, 'status' | 'headers' | 'json'>,
): WireError {
  const found = oauthErrorIn(answer?.json);
  if (answer && found) return written(found, answer, now);
  if (thrown instanceof ResponseBodyError) {
    const { error, error_description, cause, status, response } = thrown;
    return written(
      { error, error_description, interval: cause.interval },
      { status, headers: response.headers },
      now,
    );
  }
  if (thrown instanceof WWWAuthenticateChallengeError) {
    const { status, response } = thrown;
    return { fault: 'challenge', status, ...present('retryAfter', retryAfterOf(response, now)) };
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

function written(
  { error, error_description, interval }: OauthError,
  answer: Pick<Answer, 'status' | 'headers'>,
  now: Date,
): WireError {
  return {
    error,
    status: answer.status,
    ...present('description', error_description),
    ...present('retryAfter', retryAfterOf(answer, now)),
    ...present('interval', positive(interval)),
  };
}

/** RFC 9110, 10.2.3: seconds or an HTTP date. Returns seconds from `now`. */
export function parseRetryAfter(value: string, now: Date): number | undefined {
  if (/^\d+$/.test(value.trim())) return Number(value);
  // Date.parse also takes "1.5" for a date; an HTTP date begins with the name of a day.
  const at = /^[A-Z][a-z]+,? /.test(value) ? Date.parse(value) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, Math.ceil((at - now.getTime()) / 1000));
}

function retryAfterOf({ headers }: Pick<Answer, 'headers'>, now: Date): number | undefined {
  const header = headers.get('retry-after');
  return header === null ? undefined : parseRetryAfter(header, now);
}

/** Node wraps the reason of a failed fetch in causes; the innermost `code` names it. */
export function networkFault(thrown: unknown): string {
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
