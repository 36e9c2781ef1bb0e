/** As much of a browser as a sign-in needs: cookies by path, redirects one at a time, the form of a page. */
export class Browser {
  readonly #cookies = new Map<string, { readonly value: string; readonly path: string }>();

  async open(url: string, init: RequestInit = {}): Promise<Response> {
    const headers = new Headers(init.headers);
    const cookies = this.#cookiesFor(new URL(url).pathname);
    if (cookies) headers.set('cookie', cookies);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) this.#keep(line, new URL(url).pathname);
    return response;
  }

  /** Follows redirects as long as they stay with `origin`; answers the last response and where it came from. */
  async follow(
    url: string,
    origin: string,
    init: RequestInit = {},
  ): Promise<{ response: Response; url: string }> {
    let at = url;
    let response = await this.open(at, init);
    for (let next = response.headers.get('location'); next; next = response.headers.get('location')) {
      at = new URL(next, at).href;
      if (!at.startsWith(`${origin}/`)) break;
      response = await this.open(at);
    }
    return { response, url: at };
  }

  submit(
    url: string,
    fields: Record<string, string>,
    origin: string,
  ): Promise<{ response: Response; url: string }> {
    const headers = { origin, 'sec-fetch-site': 'same-origin' };
    return this.follow(url, origin, { method: 'POST', body: new URLSearchParams(fields), headers });
  }

  has(name: string): boolean {
    return this.#cookies.has(name);
  }

  #cookiesFor(pathname: string): string {
    return [...this.#cookies]
      .filter(([, { path }]) => pathname === path || pathname.startsWith(path.replace(/\/?$/, '/')))
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(line: string, pathname: string): void {
    const [pair = '', ...attributes] = line.split(/; */);
    const [name = '', value = ''] = pair.split(/=(.*)/s);
    const attribute = (key: string) =>
      attributes.find((text) => text.toLowerCase().startsWith(`${key}=`))?.slice(key.length + 1);
    const gone = attribute('max-age') === '0' || Date.parse(attribute('expires') ?? '') < Date.now();
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path: attribute('path') ?? pathname });
  }
}
