/**
 * Where to go back to: a path of the desk's own, whether it comes as a path or, as from next-auth, as an address.
 * The sign-in page itself is not gone back to.
 *
 * @param url from a query, so it may be anything
 */
export function ownPath(url: unknown, appUrl: string): string {
  if (typeof url !== 'string') return '/';
  const { origin } = new URL(appUrl);
  const target = URL.canParse(url, origin) ? new URL(url, origin) : undefined;
  if (target?.origin !== origin) return '/';
  // Two leading slashes, which a dot segment may leave behind, would name another host.
  const path = target.pathname.replace(/^\/+/, '/');
  return path.startsWith('/sign-in') ? '/' : path + target.search;
}
