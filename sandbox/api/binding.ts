import type { IncomingMessage } from 'node:http';
import { TLSSocket } from 'node:tls';
import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { peerCertificate, thumbprint } from '../http/certificate';
import type { DpopProofs } from './dpop';

const Confirmation = z.object({ 'x5t#S256': z.string().optional(), jkt: z.string().optional() });

interface Presented {
  readonly scheme: 'bearer' | 'dpop';
  readonly token: string;
  readonly claims: JWTPayload;
}

interface Origins {
  readonly plain: string;
  readonly tls: string | undefined;
}

/**
 * Whether the token is in the hands it was given to: one bound to a certificate comes over a connection with that
 * very certificate (RFC 8705, 3), one bound to a DPoP key comes with a proof (RFC 9449, 7.1), any other as a plain
 * bearer token.
 *
 * @returns what is wrong
 */
export async function misuse(
  req: IncomingMessage,
  { scheme, token, claims }: Presented,
  proofs: DpopProofs,
  origins: Origins,
): Promise<
  { readonly scheme: 'Bearer' | 'DPoP'; readonly error: string; readonly text: string } | undefined
> {
  const { 'x5t#S256': certificate, jkt } = Confirmation.catch({}).parse(claims.cnf);
  const peer = peerCertificate(req);
  if (certificate && (!peer || thumbprint(peer) !== certificate)) {
    return {
      scheme: 'Bearer',
      error: 'invalid_token',
      text: 'the access token is bound to a certificate that was not used',
    };
  }
  if ((scheme === 'dpop') !== (jkt !== undefined)) {
    const text = jkt ? 'the access token is bound to a DPoP key' : 'the access token is bound to no DPoP key';
    return { scheme: 'DPoP', error: 'invalid_token', text };
  }
  if (jkt === undefined) return undefined;

  const origin = req.socket instanceof TLSSocket ? origins.tls : origins.plain;
  const key = await proofs.check(req, `${origin}${req.url}`, token);
  if (key === undefined) {
    return { scheme: 'DPoP', error: 'invalid_dpop_proof', text: 'the DPoP proof is missing, wrong or used' };
  }
  if (key === jkt) return undefined;
  return { scheme: 'DPoP', error: 'invalid_token', text: 'the access token is bound to another DPoP key' };
}
