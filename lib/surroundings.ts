import { readFileSync } from 'node:fs';
import { getProxyForUrl } from 'proxy-from-env';

/**
 * The proxy that leads to an address, as `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` say, in small letters or
 * capitals, as they do for most programs.
 */
export function proxyInEnvironment(url: URL): URL | undefined {
  const named = getProxyForUrl(url.href);
  if (!named) return undefined;
  // Without a scheme a proxy speaks HTTP, whatever is spoken through it; the library gives it that of the address.
  const isWritten = Object.entries(process.env).some(
    ([name, value]) => /_proxy$/i.test(name) && value === named,
  );
  return new URL(isWritten ? named : named.replace(/^[a-z]+:/, 'http:'));
}

/** NODE_EXTRA_CA_CERTS, PEM: Node adds them to what it trusts by itself, but not to a list of authorities. */
export function extraAuthorities(): readonly string[] {
  const file = process.env.NODE_EXTRA_CA_CERTS;
  try {
    return file ? [readFileSync(/* turbopackIgnore: true */ file, 'utf8')] : [];
  } catch {
    return []; // Node has said so at the start.
  }
}
