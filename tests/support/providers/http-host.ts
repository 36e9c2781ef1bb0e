import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { TLSSocket } from 'node:tls';
import { type Host, listen, type Tls } from './listen';
import { OAuthError } from './oauth-error';
import type { Failure, ReceivedRequest } from './provider-double';

export interface PeerCertificate {
  /** DER. */
  readonly raw: Buffer;
  /** Our authority vouches for it and it is within its lifetime. */
  readonly authorized: boolean;
}

export interface Call extends ReceivedRequest {
  /** As the client addressed us, without a query: what a DPoP proof has to name. */
  readonly url: string;
  readonly certificate: PeerCertificate | undefined;
}

export interface Reply {
  readonly status: number;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** To be done once the answer is on its way. */
  readonly after?: () => Promise<void>;
}

interface HostOptions {
  readonly tls?: Tls;
  readonly requests: ReceivedRequest[];
  readonly failure: (path: string) => Failure | undefined;
  readonly handle: (call: Call) => Promise<Reply>;
}

/** Takes requests apart, writes them down, and turns what `handle` returns or throws into an answer. */
export async function startHost(options: HostOptions): Promise<Host> {
  const { tls } = options;
  const listener: RequestListener = (request, response) => {
    answer(request, response, options).catch((error: unknown) => {
      // A fault of the double itself: loud, so that no test takes it for the provider's.
      console.error(error);
      response.writeHead(500).end();
    });
  };
  return listen(listener, tls);
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  options: HostOptions,
): Promise<void> {
  const { method = '', headers, socket } = request;
  const path = (request.url ?? '').split('?')[0] ?? '';
  const secure = socket instanceof TLSSocket;
  const received: ReceivedRequest = {
    method,
    path,
    headers,
    headerNames: request.rawHeaders.filter((_, at) => at % 2 === 0),
    at: performance.now(),
    body: new URLSearchParams(await text(request)),
  };
  options.requests.push(received);
  const failure = options.failure(path);
  if (failure === 'hang up') return void response.destroy();
  const call: Call = {
    ...received,
    url: `${secure ? 'https' : 'http'}://${headers.host}${path}`,
    certificate: secure ? peerCertificate(socket) : undefined,
  };
  const reply: Reply = failure ?? (await settle(options.handle(call)));
  const { status, body, headers: more, after } = reply;
  received.status = status;
  response.once('finish', () => void after?.().catch(console.error));
  response
    .writeHead(status, {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      'cache-control': 'no-store',
      ...more,
    })
    .end(body === undefined ? undefined : JSON.stringify(body));
}

export function peerCertificate(socket: TLSSocket): PeerCertificate | undefined {
  const { raw } = socket.getPeerCertificate();
  return raw ? { raw, authorized: socket.authorized } : undefined;
}

async function settle(reply: Promise<Reply>): Promise<Reply> {
  try {
    return await reply;
  } catch (error) {
    if (!(error instanceof OAuthError)) throw error;
    const { status, error: code, description, more } = error;
    return {
      status,
      body: { error: code, error_description: description, ...more.body },
      headers: more.headers ?? {},
    };
  }
}
