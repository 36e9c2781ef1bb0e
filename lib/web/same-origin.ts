/**
 * Whether a request that changes something comes from a page of ours. Browsers send `Origin` with every
 * such request; one without it comes from a program, which has no cookie it was not given.
 */
export function isSameOrigin(headers: Headers): boolean {
  const origin = headers.get('origin');
  if (origin === null) return true;
  const host = headers.get('x-forwarded-host') ?? headers.get('host');
  return URL.canParse(origin) && new URL(origin).host === host;
}
