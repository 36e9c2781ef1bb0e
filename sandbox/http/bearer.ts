import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';

const SCHEMES = /^(Bearer|DPoP) +([A-Za-z0-9._~+/-]+=*)$/i;

/** The token of an `Authorization: Bearer` header (RFC 6750, 2.1). */
export function bearerToken(req: IncomingMessage): string | undefined {
  const given = accessToken(req);
  return given?.scheme === 'bearer' ? given.token : undefined;
}

/** The token of an `Authorization` header, and under which of the two schemes that carry one. */
export function accessToken(
  req: IncomingMessage,
): { readonly scheme: 'bearer' | 'dpop'; readonly token: string } | undefined {
  const [, scheme = '', token] = SCHEMES.exec(req.headers.authorization ?? '') ?? [];
  return token ? { scheme: scheme.toLowerCase() === 'dpop' ? 'dpop' : 'bearer', token } : undefined;
}

/** Equality that takes as long for a near miss as for a far one. */
export function sameSecret(given: string, expected: string): boolean {
  return timingSafeEqual(digest(given), digest(expected));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
