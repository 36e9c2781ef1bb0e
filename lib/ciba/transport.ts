import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw, type ZlibOptions } from 'node:zlib';
import { type Dispatcher, request } from 'undici';
import { type ConnectionOptions, openConnections } from './dispatcher';

export type TransportOptions = ConnectionOptions;

/** The part of `fetch` that OAuth needs; openid-client, oauth4webapi and jose all take it as their `customFetch`. */
export type Transport = (url: string, init: TransportInit) => Promise<Response>;

export interface TransportInit {
  readonly method?: string | undefined;
  readonly headers?: RequestHeaders | undefined;
  readonly body?: unknown;
  readonly signal?: AbortSignal | null | undefined;
  /** Over a connection of its own: for what must not be sent twice, nor get lost on one the other side gives up. */
  readonly isSingle?: boolean;
}

type RequestHeaders = Headers | Readonly<Record<string, string>> | Iterable<readonly [string, string]>;

/** No answer of an OP or a customer API is this long, unpacked; what is longer is not read to its end. */
const LONGEST_ANSWER = 2 * 1024 * 1024;
/** From the first word of an answer to its last: whoever has one does not think any more. */
const BODY_TIMEOUT_MS = 10_000;
const BODILESS = new Set([204, 205, 304]);

/** An answer that arrived and cannot be used. `code` is for logs and verdicts. */
export class TransportError extends Error {
  override readonly name = 'TransportError';
  readonly code:
    | 'ANSWER_TOO_LONG'
    | 'ANSWER_TOO_SLOW'
    | 'INVALID_ENCODING'
    | 'INVALID_UTF8'
    | 'INVALID_STATUS';
  constructor(code: TransportError['code']) {
    super(code);
    this.code = code;
  }
}

/**
 * Requests over the connections of dispatcher.ts, following no redirect (CIBA Core 7.1 and RFC 6749 know none), and reading
 * the whole answer, up to 2 MiB and within 10 s of its first word, while the signal still counts. What was packed although
 * nobody asked for it (RFC 9110, 8.4) is unpacked.
 *
 * Where the other side closed a connection and answered nothing, a request that only reads is sent once more (RFC 9110,
 * 9.2.2). What else may be repeated is repeated, and counted, by whoever sends it.
 *
 * @throws the signal's reason, TransportError, or a network error with a `code`
 */
export function createTransport(options: TransportOptions = {}): Transport {
  const { kept, single } = openConnections(options);

  return async (url, { method = 'GET', headers, body, signal, isSingle = false }) => {
    const send = (dispatcher: Dispatcher) =>
      request(url, {
        dispatcher,
        method: method as 'GET', // undici lists methods; ours come from libraries as strings
        headers: { 'accept-encoding': 'identity', ...plainHeaders(headers) },
        ...(body === undefined || body === null ? {} : { body: String(body) }),
        ...(signal ? { signal } : {}),
      });
    const target = new URL(url);
    const answer = await send((isSingle ? single : kept)(target)).catch((error: unknown) => {
      if (method !== 'GET' || !isLost(error) || signal?.aborted) throw error;
      return send(single(target));
    });
    const { statusCode } = answer;
    const packed = await readAll(answer.body);
    if (statusCode < 200 || statusCode > 599) throw new TransportError('INVALID_STATUS');
    const responseHeaders = new Headers();
    for (const [name, value] of Object.entries(answer.headers)) {
      for (const one of [value ?? []].flat()) responseHeaders.append(name, one);
    }
    const bytes = await unpacked(packed, responseHeaders);
    return new Response(BODILESS.has(statusCode) ? null : bytes, {
      status: statusCode,
      headers: responseHeaders,
    });
  };
}

/** Whether the connection ended before anything was answered. */
function isLost(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && LOST.has(code);
}

/** What a connection that the other side gave up ends with. */
export const LOST: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

function plainHeaders(headers: RequestHeaders | undefined): Record<string, string> {
  const entries =
    headers instanceof Headers || (headers && Symbol.iterator in headers)
      ? [...headers]
      : Object.entries(headers ?? {});
  // Names have no case (RFC 9110, 5.1), but some servers know this one only as RFC 9449 writes it.
  return Object.fromEntries(entries.map(([name, value]) => [name === 'dpop' ? 'DPoP' : name, value]));
}

async function readAll(
  body: AsyncIterable<Buffer> & { destroy(reason?: Error): unknown },
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let length = 0;
  const patience = setTimeout(() => body.destroy(new TransportError('ANSWER_TOO_SLOW')), BODY_TIMEOUT_MS);
  try {
    for await (const chunk of body) {
      length += chunk.length;
      if (length > LONGEST_ANSWER) {
        body.destroy();
        throw new TransportError('ANSWER_TOO_LONG');
      }
      chunks.push(chunk);
    }
  } finally {
    clearTimeout(patience);
  }
  return Uint8Array.from(Buffer.concat(chunks));
}

/** A small answer may unpack to one that fills the memory. */
const limits: ZlibOptions = { maxOutputLength: LONGEST_ANSWER };
const [fromGzip, fromBrotli, fromZlib, fromDeflate] = [
  promisify<Uint8Array, ZlibOptions, Buffer>(gunzip),
  promisify<Uint8Array, ZlibOptions, Buffer>(brotliDecompress),
  promisify<Uint8Array, ZlibOptions, Buffer>(inflate),
  promisify<Uint8Array, ZlibOptions, Buffer>(inflateRaw),
];
const unpackers: Readonly<Record<string, (packed: Uint8Array) => Promise<Buffer>>> = {
  gzip: (packed) => fromGzip(packed, limits),
  br: (packed) => fromBrotli(packed, limits),
  // RFC 9110, 8.4.1.2: some send it without the zlib format around it.
  deflate: (packed) => fromZlib(packed, limits).catch(() => fromDeflate(packed, limits)),
};

/** Undoes the content codings, the last that was applied first, and takes the words about them away. */
async function unpacked(packed: Uint8Array<ArrayBuffer>, headers: Headers): Promise<Uint8Array<ArrayBuffer>> {
  const codings = (headers.get('content-encoding') ?? '')
    .toLowerCase()
    .split(',')
    .map((coding) => coding.trim().replace(/^x-/, ''))
    .filter((coding) => coding !== '' && coding !== 'identity');
  if (codings.length === 0 || packed.length === 0) return packed;
  let bytes: Uint8Array = packed;
  for (const coding of codings.toReversed()) {
    const unpack = Object.hasOwn(unpackers, coding) ? unpackers[coding] : undefined;
    if (!unpack) throw new TransportError('INVALID_ENCODING');
    bytes = await unpack(bytes).catch((error: NodeJS.ErrnoException) => {
      throw new TransportError(
        error.code === 'ERR_BUFFER_TOO_LARGE' ? 'ANSWER_TOO_LONG' : 'INVALID_ENCODING',
      );
    });
  }
  headers.delete('content-encoding');
  headers.delete('content-length');
  return Uint8Array.from(bytes);
}
