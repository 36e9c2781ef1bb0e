/** The closed set of faults a verb may end with. Outcomes (denied, expired, …) are values, not errors. */
export type ErrorCode =
  | 'invalid_input'
  | 'unauthenticated'
  | 'forbidden'
  | 'not_found'
  | 'conflict'
  /** Whoever asked knew less than had happened: their page is to be read anew. */
  | 'out_of_date'
  | 'rate_limited'
  | 'unavailable'
  | 'internal';

/** What the record says of a refusal. Whoever was refused is told nothing of it. */
export interface Refusal {
  /** Left out: `security.refused`. */
  readonly action?: 'security.forged' | 'transfer.attempt_refused' | 'sensitive_data.refused';
  /** A word of ours: `role`, `person`, `origin`, `body`, `approval`, …; never anything that was sent. */
  readonly why: string;
  /** What was tried, in a word of ours. */
  readonly attempt?: string;
  /** What it was about, where it is there. */
  readonly verificationId?: string;
  readonly transferId?: string;
  readonly customerId?: string;
}

const brand = Symbol.for('countersign.AppError');

/** A fault whose message is written for staff and safe to show them. */
export class AppError extends Error {
  readonly code: ErrorCode;
  /** Whoever watches what is missing has logged it: everybody who comes upon it need not. */
  readonly isLogged: boolean;
  /** Set where this stands for a refusal, also one that looks like something that is not there. */
  readonly refusal: Refusal | undefined;
  readonly [brand] = true;

  constructor(
    code: ErrorCode,
    message: string,
    options?: ErrorOptions & { readonly refusal?: Refusal; readonly isLogged?: boolean },
  ) {
    super(message, options);
    this.isLogged = options?.isLogged ?? false;
    this.name = 'AppError';
    this.code = code;
    this.refusal = options?.refusal;
  }
}

/**
 * Tells our own faults from everybody else's. By brand, not `instanceof`: instrumentation and route
 * handlers load this module separately, so there may be two `AppError` classes in one process.
 */
export function isAppError(error: unknown): error is AppError {
  return error instanceof Error && brand in error;
}
