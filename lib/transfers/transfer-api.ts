import type { TokenSet } from '../ciba/outcome';
import type { AuthorizationDetail } from '../ciba/request-parameters';
import type { TransferEndReason } from './view';

/** Port: the bank's API that executes transfers for an access token. */
export interface TransferApi {
  /**
   * Asks the bank to execute exactly this, or what became of it when it was asked before with the same key. Never throws.
   *
   * @param key `Idempotency-Key` (draft-ietf-httpapi-idempotency-key-header)
   */
  execute(tokens: TokenSet, detail: AuthorizationDetail, key: string): Promise<ExecutionAnswer>;
}

export type ExecutionAnswer =
  | { readonly kind: 'executed'; readonly bankReference: string }
  /** The bank says no, and means it: nothing was and nothing will be executed under this key. */
  | { readonly kind: 'refused'; readonly reason: TransferEndReason; readonly detail: string }
  /** We got no further than its door: this call executed nothing, and of an earlier one it says nothing. */
  | { readonly kind: 'turned_away'; readonly reason: TransferEndReason; readonly detail: string }
  /** It cannot be true of what we asked, and would be said again: people have to look. */
  | { readonly kind: 'contradictory'; readonly detail: string }
  /** Nobody knows. `retryAfter` in seconds. */
  | { readonly kind: 'unknown'; readonly detail: string; readonly retryAfter?: number };
