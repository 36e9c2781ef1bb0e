import type { ErrorCode } from '../errors';

/** A fault as a browser sees it. `message` is written for staff and ready to show. */
export interface Problem {
  readonly code: ErrorCode;
  readonly message: string;
}

/** What a server action answers: a value, or why there is none. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: Problem };
