import type { ServerResponse } from 'node:http';
import type { Html } from './html';

type Headers = Readonly<Record<string, string>>;

export function sendJson(res: ServerResponse, status: number, body: unknown, headers: Headers = {}): void {
  send(res, status, 'application/json; charset=utf-8', JSON.stringify(body), headers);
}

/** `formAction`: origins besides our own that a form may end up at, through redirects too. */
export function sendHtml(res: ServerResponse, status: number, page: Html, formAction = ''): void {
  send(res, status, 'text/html; charset=utf-8', page.text, {
    'content-security-policy': [
      "default-src 'none'",
      "connect-src 'self'",
      "img-src 'self'",
      "manifest-src 'self'",
      "script-src 'self'",
      "style-src 'self'",
      "base-uri 'none'",
      "frame-ancestors 'none'",
      `form-action 'self' ${formAction}`.trim(),
    ].join('; '),
    'referrer-policy': 'no-referrer',
  });
}

export function sendRedirect(res: ServerResponse, location: string): void {
  res.writeHead(303, { location, 'cache-control': 'no-store' }).end();
}

export function send(
  res: ServerResponse,
  status: number,
  type: string,
  body: string | Buffer,
  headers: Headers = {},
): void {
  res
    .writeHead(status, {
      'content-type': type,
      'content-length': String(Buffer.byteLength(body)),
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      ...headers,
    })
    .end(body);
}
