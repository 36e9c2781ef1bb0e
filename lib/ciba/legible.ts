import { type Answer, givenMembers, readAnswer } from './answer';
import { isLoopback } from './loopback';
import { type Transport, TransportError } from './transport';

/** Asks, without TLS nothing but what stays on this machine, and reads what comes by meaning. */
export function secured(
  transport: Transport,
  issuer: string,
): (...request: Parameters<Transport>) => Promise<Answer> {
  return async (url, init) => {
    assertSecure(new URL(url), issuer);
    const answer = await readAnswer(await transport(url, init));
    return { ...answer, json: givenMembers(answer.json) };
  };
}

/**
 * The answer as libraries read it: JSON is called JSON.
 *
 * @throws TransportError when it is garbled
 */
export function legible({ status, headers, bytes, json, isGarbled }: Answer): Response {
  if (isGarbled) throw new TransportError('INVALID_UTF8');
  if (json === undefined) return new Response(bytes.length === 0 ? null : bytes, { status, headers });
  const typed = new Headers(headers);
  typed.set('content-type', 'application/json');
  typed.delete('content-length');
  return new Response(JSON.stringify(json), { status, headers: typed });
}

/** Without TLS nothing leaves this machine, whatever addresses the metadata names. */
function assertSecure(url: URL, issuer: string): void {
  if (url.protocol === 'https:' || (isLoopback(url) && isLoopback(new URL(issuer)))) return;
  throw new TypeError(`The OpenID provider names an address without TLS: ${url.origin}`);
}
