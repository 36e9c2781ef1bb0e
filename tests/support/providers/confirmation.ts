import { createHash } from 'node:crypto';
import { provenKey } from './dpop';
import type { Call, PeerCertificate } from './http-host';
import type { Confirmation } from './tokens';

interface Context {
  readonly dpop: boolean | 'exact';
  readonly isFresh: (jti: string) => boolean;
  readonly now: () => number;
  readonly nonce: string | undefined;
}

/** What the tokens of this call have to be tied to: its DPoP key, else its certificate, else nothing. */
export async function confirmationFor(call: Call, context: Context): Promise<Confirmation | undefined> {
  const isSeen = context.dpop === 'exact' ? call.headerNames?.includes('DPoP') : context.dpop;
  const jkt = isSeen ? await provenKey(call, context) : undefined;
  if (jkt) return { jkt };
  const x5t = thumbprintOf(call.certificate);
  return x5t ? { 'x5t#S256': x5t } : undefined;
}

/** `x5t#S256` (RFC 8705, 3.1). */
export function thumbprintOf(certificate: PeerCertificate | undefined): string | undefined {
  return certificate && createHash('sha256').update(certificate.raw).digest('base64url');
}
