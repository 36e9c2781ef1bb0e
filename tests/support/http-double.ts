import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';

interface Received {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: URLSearchParams;
}

export type Handler = (request: Received, response: ServerResponse) => void | Promise<void>;

export interface HttpDouble {
  readonly url: string;
  readonly received: Received[];
  /** What is answered on each path; everything else is 404. */
  readonly on: Record<string, Handler>;
  close(): Promise<void>;
}

/** A server of a few lines on a free port of the loopback. */
export async function startHttpDouble(): Promise<HttpDouble> {
  const received: Received[] = [];
  const on: Record<string, Handler> = {};
  const server = createServer(async (request, response) => {
    const { method = '', url = '', headers } = request;
    const message = { method, url, headers, body: new URLSearchParams(await text(request)) };
    received.push(message);
    const handler = on[url.split('?')[0] ?? ''];
    if (handler) await handler(message, response);
    else response.writeHead(404).end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    url: `http://127.0.0.1:${address.port}`,
    received,
    on,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) =>
    void response
      .writeHead(status, { 'content-type': 'application/json', ...headers })
      .end(JSON.stringify(body));
}

export function page(status: number, headers: Readonly<Record<string, string>> = {}): Handler {
  return (_request, response) =>
    void response.writeHead(status, { 'content-type': 'text/html', ...headers }).end('<h1>Oh no</h1>');
}

/** Takes the request and tears the line. */
export const hangUp: Handler = (request, response) => {
  void request;
  response.destroy();
};
