import type { IncomingMessage, ServerResponse } from 'node:http';

/** More than anything we take: the longest is a set of tokens that is pushed. Bytes. */
const LONGEST_BODY = 256 * 1024;
/** A body is sent in one go. Milliseconds. */
const BODY_MS = 10_000;

/**
 * Bounds what a request may send, and how slowly, before anything of it is read: on every route, those of libraries included.
 * Nothing that parses a body has to hold more than this.
 *
 * @returns whether there is anything left to answer
 */
export function limitRequest(request: IncomingMessage, response: ServerResponse): boolean {
  if (request.complete) return true;
  const refuse = (status: number) => {
    clearTimeout(timer);
    // What has been answered already is not answered twice; the rest of the body is not waited for.
    if (!response.headersSent) {
      response.writeHead(status, { connection: 'close', 'content-length': '0' });
      response.end(() => request.socket.destroySoon());
    } else request.socket.destroySoon();
    request.push = () => false;
  };
  const timer = setTimeout(() => refuse(408), BODY_MS);
  timer.unref();
  // Node's parser hands each part of a body to it; nobody has read any of it by then.
  const push = request.push;
  let length = 0;
  request.push = (chunk: unknown, encoding?: BufferEncoding) => {
    if (chunk === null) clearTimeout(timer);
    else if (chunk instanceof Uint8Array) length += chunk.length;
    if (length > LONGEST_BODY) {
      refuse(413);
      return false;
    }
    return push.call(request, chunk, encoding);
  };
  request.once('close', () => clearTimeout(timer));
  const isTooLong = Number(request.headers['content-length'] ?? 0) > LONGEST_BODY;
  if (isTooLong) refuse(413);
  return !isTooLong;
}
