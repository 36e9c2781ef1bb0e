/** Set by the proxy on every request of a page: whether it is asked for ahead of time. */
export const AHEAD_HEADER = 'x-countersign-ahead';

/** The browser wants a page that nobody asked for yet, to show it at once should somebody (Speculation Rules, 4). */
export function isSpeculation(headers: Headers): boolean {
  return headers.get('sec-purpose')?.startsWith('prefetch') === true;
}

/** Somebody may look at what comes of this request later, or never: not a navigation. */
export function isAhead(method: string, headers: Headers): boolean {
  return (
    method === 'HEAD' ||
    isSpeculation(headers) ||
    ['purpose', 'x-purpose', 'x-moz'].some((name) => /^(?:prefetch|preview)/i.test(headers.get(name) ?? ''))
  );
}
