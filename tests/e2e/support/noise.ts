import type { BrowserContext } from '@playwright/test';

/** What a browser says when nobody answers, in whatever state that finds it, and Next when an action or a page does not come. */
export const outage =
  /ERR_INTERNET_DISCONNECTED|ERR_CONNECTION_|ERR_SOCKET_|ERR_EMPTY_RESPONSE|ERR_INCOMPLETE_CHUNKED|Failed to fetch/;

/** What a browser complained about. A test fails on everything it did not announce. */
export class Noise {
  readonly #heard: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** Complaints that belong to the story, e.g. the 404 of a page that does not exist. */
  allow(...patterns: RegExp[]): void {
    this.#allowed.push(...patterns);
  }

  listenTo(context: BrowserContext): void {
    context.on('console', (message) => {
      if (message.type() !== 'error' && message.type() !== 'warning') return;
      this.#heard.push(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    });
    context.on('weberror', (error) => {
      this.#heard.push(`uncaught: ${error.error().stack ?? error.error().message}`);
    });
    context.on('requestfailed', (request) => {
      const why = request.failure()?.errorText ?? 'unknown';
      // Leaving a page breaks off its streams and whatever it was loading.
      if (why === 'net::ERR_ABORTED') return;
      this.#heard.push(`request failed: ${why} ${request.method()} ${request.url()}`);
    });
  }

  unexpected(): string[] {
    return this.#heard.filter((line) => !this.#allowed.some((pattern) => pattern.test(line)));
  }
}
