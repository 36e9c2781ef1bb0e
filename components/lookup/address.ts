import { withCall } from '../verification/call-reference-address';

/** How the lookup is written in the address. `phone` comes from telephony software, `q` from everybody else. */
export const LOOKUP_PATH = '/customers';

/** The search field, for the keys that go back to it from the results. */
export const SEARCH_ID = 'search-customers';

/** @param call whose call it is looked for in, as the address has it; '' for none */
export function lookupHref(query: string, call = ''): string {
  return withCall(query ? `${LOOKUP_PATH}?q=${encodeURIComponent(query)}` : LOOKUP_PATH, call);
}

export function queryOf(params: Pick<URLSearchParams, 'get'>): string {
  return (params.get('q') ?? params.get('phone') ?? '').trim();
}
