import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer, type Server as TlsServer } from 'node:https';
import { text } from 'node:stream/consumers';
import { request as send } from 'undici';
import type { CertificateAndKey } from './certificates';
import type { Approval, Endpoint, ProviderDouble } from './providers/provider-double';

/** What the OP itself answered, which a fault may pass on, spoil or swallow. */
export interface Answered {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What happens to one request on its way. */
export type Fault = (
  response: ServerResponse,
  forward: () => Promise<Answered>,
  request: IncomingMessage,
) => unknown;

interface Arrival {
  readonly endpoint: Endpoint | undefined;
  readonly authReqId: string | null;
  /** Milliseconds of a monotonic clock. */
  readonly at: number;
}

export interface FaultyOp extends ProviderDouble {
  readonly arrivals: readonly Arrival[];
  /** Token requests for one id, as they arrived here. Milliseconds. */
  polls(authReqId: string): number[];
  /** The most token requests for one id that were ever open at once. */
  readonly overlap: number;
  /** The next requests to an endpoint meet with this fault. */
  strike(endpoint: Endpoint, fault: Fault, times?: number): void;
  /** Faults that were ordered are called off. */
  heal(): void;
  /** Nothing listens any more, and every connection is torn. */
  down(): Promise<void>;
  /** Listens on the same port again. */
  up(): Promise<void>;
  /** Shows another certificate from the next connection on. Only over TLS. */
  show(certificate: CertificateAndKey): void;
}

interface FaultyOptions {
  /** Speaks TLS with this certificate. */
  readonly certificate?: CertificateAndKey;
  /** Alters what an authentication request is acknowledged with. */
  readonly acknowledge?: (acknowledgement: Record<string, unknown>) => Record<string, unknown>;
}

/** Seconds that are announced. The OP behind tolerates less, so that a busy machine does not slow the tests down. */
export const INTERVAL = 0.5;

/** A bad line to an OP that is in the best of health: an address of its own that passes everything on, or does not. */
export async function startFaultyOp(
  op: ProviderDouble,
  { certificate, acknowledge = (given) => ({ ...given, interval: INTERVAL }) }: FaultyOptions = {},
): Promise<FaultyOp> {
  const arrivals: Arrival[] = [];
  let ordered: { readonly endpoint: Endpoint | undefined; readonly fault: Fault; times: number }[] = [];
  const open = new Map<string, number>();
  let overlap = 0;
  const underWay = new Set<Promise<unknown>>();

  const listener = async (request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const body = await text(request);
    const endpoint = endpointAt(path);
    const authReqId = new URLSearchParams(body).get('auth_req_id');
    arrivals.push({ endpoint, authReqId, at: performance.now() });
    if (endpoint === 'token' && authReqId) {
      open.set(authReqId, (open.get(authReqId) ?? 0) + 1);
      overlap = Math.max(overlap, ...open.values());
      response.once('close', () => open.set(authReqId, (open.get(authReqId) ?? 1) - 1));
    }
    const forward = () => pass(request, path, body, endpoint);
    const struck = ordered.find((one) => one.endpoint === endpoint && one.times > 0);
    if (struck) {
      struck.times -= 1;
      await struck.fault(response, forward, request);
    } else answer(response, await forward());
  };
  const server: Server | TlsServer = certificate
    ? createTlsServer(certificate, listener)
    : createServer(listener);

  async function pass(
    { method, headers }: IncomingMessage,
    path: string,
    body: string,
    endpoint: Endpoint | undefined,
  ): Promise<Answered> {
    const { host: _, connection: __, ...end } = headers;
    const sending = send(new URL(op.issuer).origin + path, {
      method: method === 'POST' ? 'POST' : 'GET',
      headers: end,
      body: body || null,
    }).then(async (given) => ({ given, said: await given.body.text() }));
    underWay.add(sending);
    const { given, said } = await sending.finally(() => underWay.delete(sending));
    return {
      status: given.statusCode,
      headers: { 'content-type': String(given.headers['content-type'] ?? 'application/json') },
      body: rewritten(endpoint, given.statusCode, said),
    };
  }

  /** What the OP says of itself is said of this address; nothing else is touched. */
  function rewritten(endpoint: Endpoint | undefined, status: number, body: string): string {
    if (status !== 200) return body;
    if (endpoint === 'discovery') {
      const { mtls_endpoint_aliases: _, ...metadata } = JSON.parse(body);
      return JSON.stringify(metadata).replaceAll(op.issuer, url);
    }
    return endpoint === 'backchannel' ? JSON.stringify(acknowledge(JSON.parse(body))) : body;
  }

  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => resolve());
    });
  await listen(0);
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  const { port } = address;
  const url = `${certificate ? 'https' : 'http'}://127.0.0.1:${port}`;

  const down = async () => {
    await new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
    // What had got through is answered by the OP behind as it was when it came, not as a test goes on to make it.
    await Promise.allSettled(underWay);
  };

  return {
    ...op,
    issuer: url,
    /** The ID token names the address the desk knows the OP by. */
    approve: (approval: Approval = {}, authReqId?: string) =>
      op.approve(
        {
          ...approval,
          mutateIdToken: (claims) => ({ ...(approval.mutateIdToken?.(claims) ?? claims), iss: url }),
        },
        authReqId,
      ),
    arrivals,
    polls: (authReqId) =>
      arrivals.filter((one) => one.endpoint === 'token' && one.authReqId === authReqId).map(({ at }) => at),
    get overlap() {
      return overlap;
    },
    strike: (endpoint, fault, times = 1) => void ordered.push({ endpoint, fault, times }),
    heal() {
      ordered = [];
    },
    down,
    up: () => listen(port),
    show(shown) {
      if (!('setSecureContext' in server)) throw new Error('this OP does not speak TLS');
      server.setSecureContext(shown);
      server.closeAllConnections();
    },
    close: () => (server.listening ? down() : Promise.resolve()),
  };
}

/** Passes on what the OP answered. */
export function answer(response: ServerResponse, { status, headers, body }: Answered): void {
  response.writeHead(status, headers).end(body);
}

/** Where the double of an OP of no make in particular has its endpoints. */
function endpointAt(path: string): Endpoint | undefined {
  const endpoints: Readonly<Record<string, Endpoint>> = {
    '/.well-known/openid-configuration': 'discovery',
    '/jwks': 'jwks',
    '/backchannel': 'backchannel',
    '/token': 'token',
    '/revoke': 'revocation',
  };
  return endpoints[path];
}
