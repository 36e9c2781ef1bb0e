import { cleanCallReference } from '@/lib/verification/call-reference/view';

/** As telephony software writes it into the address when it opens a customer's page. */
export const PARAMETER = 'call';

/** The call reference in an address as it stands there, whether or not it can be one; '' when there is none. */
export function callReferenceIn(params: Pick<URLSearchParams, 'get'>): string {
  return (params.get(PARAMETER) ?? '').trim();
}

/** The same path, for this call. */
export function withCall(path: string, reference: string): string {
  if (!reference) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${new URLSearchParams({ [PARAMETER]: reference })}`;
}

/** The page goes on for this call: whatever is asked next from here belongs to it too. */
export function keepInAddress(reference: string): void {
  if (cleanCallReference(reference) === null) return;
  const url = new URL(window.location.href);
  if (callReferenceIn(url.searchParams) === reference) return;
  url.searchParams.delete(PARAMETER);
  window.history.replaceState(null, '', withCall(url.pathname + url.search, reference));
}
