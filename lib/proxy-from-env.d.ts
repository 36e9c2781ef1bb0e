declare module 'proxy-from-env' {
  /** The proxy's URL for this one, or an empty string. */
  export function getProxyForUrl(url: string): string;
}
