import type { TokenSet } from '../ciba/outcome';
import type { SensitiveData } from './view';

/** Port: the protected API that serves a customer's data for an access token. */
export interface CustomerApi {
  sensitiveData(tokens: TokenSet): Promise<SensitiveDataAnswer>;
}

export type SensitiveDataAnswer =
  | { readonly kind: 'data'; readonly subject: string; readonly data: SensitiveData }
  /** 401: the token is no longer good. */
  | { readonly kind: 'token_refused' }
  /** 403: the token is good but does not reach that far. */
  | { readonly kind: 'not_allowed' }
  | { readonly kind: 'unavailable'; readonly detail: string };
