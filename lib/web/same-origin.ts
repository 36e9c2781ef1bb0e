/**
 * Whether a request that changes something comes from a page of ours. Browsers send `Origin` with every
 * such request; one without it comes from a program, which has no cookie it was not given.
 *
 * Ours is the origin that is configured, and that of the host the request was made to, as the request or a proxy before us
 * tells: with or without the port that goes without saying, one host or a list of those it passed.
 *
 * @param appUrl as configured
 */
export function isSameOrigin(headers: Headers, appUrl: string | undefined): boolean {
  const sent = headers.get('origin');
  if (sent === null) return true;
  const origin = originOf(sent);
  if (!origin) return false;
  const hosts = [headers.get('x-forwarded-host'), headers.get('host')].flatMap(
    (value) => value?.split(',') ?? [],
  );
  const own = [appUrl, ...hosts.map((host) => `${origin.protocol}//${host.trim()}`)];
  return own.some((url) => originOf(url)?.origin === origin.origin);
}

/** What is no web page’s address (`null`) is no origin of anybody’s. */
function originOf(url: string | undefined): URL | undefined {
  if (!url || !URL.canParse(url)) return undefined;
  const { protocol, origin } = new URL(url);
  return protocol === 'https:' || protocol === 'http:' ? new URL(origin) : undefined;
}

/** What is told of a refusal: an administrator sees in one line what does not match. */
export function toldOrigins(
  headers: Headers,
  appUrl: string | undefined,
): Record<string, string | undefined> {
  const told = (name: string) => headers.get(name)?.slice(0, 200);
  return {
    origin: told('origin'),
    appUrl,
    host: told('host'),
    forwardedHost: told('x-forwarded-host'),
  };
}
