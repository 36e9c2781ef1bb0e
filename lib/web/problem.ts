import { say } from '@/messages/errors';
import { type ErrorCode, isAppError } from '../errors';
import type { Logger } from '../log';
import type { Problem } from './view';

const statuses: Readonly<Record<ErrorCode, number>> = {
  invalid_input: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  out_of_date: 409,
  rate_limited: 429,
  unavailable: 503,
  internal: 500,
};

/**
 * The one place where errors become answers. Whatever is not ours says nothing but that it happened.
 *
 * @param log undefined while the desk still starts
 */
export function problemOf(error: unknown, log: Logger | undefined): { problem: Problem; status: number } {
  if (isAppError(error)) {
    if (error.cause) log?.warn({ err: error }, 'not done');
    return { problem: { code: error.code, message: error.message }, status: statuses[error.code] };
  }
  log?.error({ err: error }, 'unexpected error');
  return {
    problem: {
      code: 'internal',
      message: say.unexpected,
    },
    status: 500,
  };
}
