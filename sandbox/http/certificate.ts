import { createHash, type X509Certificate } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';

/** The certificate the other side has proven to hold in this very connection. A header could claim anything. */
export function peerCertificate(req: IncomingMessage): X509Certificate | undefined {
  return req.socket instanceof TLSSocket ? req.socket.getPeerX509Certificate() : undefined;
}

/** Whether our CA vouches for it. */
export function isVouchedFor(req: IncomingMessage): boolean {
  return req.socket instanceof TLSSocket && req.socket.authorized;
}

/** RFC 8705, 3.1: `x5t#S256` */
export function thumbprint(certificate: X509Certificate): string {
  return createHash('sha256').update(certificate.raw).digest('base64url');
}
