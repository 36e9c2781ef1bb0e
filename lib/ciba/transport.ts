import { Agent, request } from 'undici';

/** Our certificate for mutual TLS (RFC 8705), PEM. */
interface ClientCertificate {
  readonly cert: string;
  readonly key: string;
}

export interface TransportOptions {
  readonly certificate?: ClientCertificate | undefined;
  /** PEM bundle to trust instead of the public authorities. */
  readonly ca?: string | undefined;
}

/** The part of `fetch` that OAuth needs; openid-client, oauth4webapi and jose all take it as their `customFetch`. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>;

export interface TransportInit {
  readonly method?: string | undefined;
  readonly headers?: RequestHeaders | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
}

type RequestHeaders = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>;

/** No answer of an OP or a customer API is this long; what is longer is not read to its end. */
const LONGEST_ANSWER = 2 * 1024 * 1024;
const CONNECT_TIMEOUT_MS = 10_000;
const BODILESS = new Set([204, 205, 304]);

/** An answer that arrived and cannot be used. `code` is for logs and verdicts. */
class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code: 'ANSWER_TOO_LONG' | 'INVALID_UTF8' | 'INVALID_STATUS';
  constructor(code: TransportError['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * Requests over connections of their own: with our certificate where there is one, following no redirect
 * (CIBA Core 7.1 and RFC 6749 know none), and reading the whole answer, up to 2 MiB, while the signal
 * still counts, so that one that trickles in ends too.
 *
 * The server's certificate is always verified, whatever NODE_TLS_REJECT_UNAUTHORIZED says.
 *
 * @throws the signal's reason, TransportError, or a network error with a `code`
 */
export function createTransport({ certificate, ca }: TransportOptions = {}): Transport {
  const dispatcher = new Agent({
    connect: {
      rejectUnauthorized: true,
      timeout: CONNECT_TIMEOUT_MS,
      ...(certificate ? { cert: certificate.cert, key: certificate.key } : {}),
      ...(ca ? { ca } : {}),
    },
    // Time is kept by the caller's signal alone: a token request may be held open for long.
    headersTimeout: 0,
    bodyTimeout: 0,
  });

  return async (url, { method = 'GET', headers, body, signal }) => {
    const answer = await request(url, {
      dispatcher,
      method: method as 'GET', // undici lists methods; ours come from libraries as strings
      headers: { 'accept-encoding': 'identity', ...plainHeaders(headers) },
      ...(body === undefined || body === null ? {} : { body: String(body) }),
      ...(signal ? { signal } : {}),
    });
    const { statusCode } = answer;
    const bytes = await readAll(answer.body);
    if (statusCode < 200 || statusCode > 599) throw new TransportError('INVALID_STATUS');
    const responseHeaders = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) responseHeaders.append(name, one);
    }
    if (responseHeaders.get('content-type')?.includes('json')) assertUtf8(bytes);
    return new Response(BODILESS.has(statusCode) ? null : bytes, {
      status: statusCode,
      headers: responseHeaders,
    });
  };
}

function plainHeaders(headers: RequestHeaders | undefined): Record<string, string> {
  if (!headers) return {};
  if (headers instanceof Headers || Symbol.iterator in headers) return Object.fromEntries(headers);
  return { ...headers };
}

async function readAll(
  body: AsyncIterable<Buffer> & { destroy(): unknown },
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > LONGEST_ANSWER) {
      body.destroy();
      throw new TransportError('ANSWER_TOO_LONG');
    }
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

/** RFC 8259, 8.1: JSON is UTF-8. A lenient decoder would put other letters in the place of what it cannot read. */
function assertUtf8(bytes: Uint8Array): void {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TransportError('INVALID_UTF8');
  }
}
