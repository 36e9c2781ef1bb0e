/** Whether a URL points at this very machine (RFC 8252, 7.3 and 8.3; RFC 6761, 6.3). */
export function isLoopback(url: URL): boolean {
  return url.hostname === 'localhost' || url.hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(url.hostname);
}
