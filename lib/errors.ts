/** The closed set of faults a verb may end with. Outcomes (denied, expired, …) are values, not errors. */
export type ErrorCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

const brand = Symbol.for('countersign.AppError');

/** A fault whose message is written for staff and safe to show them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly [brand] = true;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'AppError';
    this.code = code;
  }
}

/**
 * Tells our own faults from everybody else's. By brand, not `instanceof`: instrumentation and route
 * handlers load this module separately, so there may be two `AppError` classes in one process.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && brand in error;
}
