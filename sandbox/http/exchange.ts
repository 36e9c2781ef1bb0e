import type { IncomingMessage, ServerResponse } from 'node:http';

/** One request and its answer, on the bank's own routes. */
export interface Exchange {
  readonly req: IncomingMessage;
  readonly res: ServerResponse;
  readonly query: URLSearchParams;
  /** Values of the `:name` segments of the route. */
  readonly params: Readonly<Record<string, string>>;
}

/** An answer that is a refusal; thrown anywhere in a route, sent as JSON by the router. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.headers = headers;
  }
}
