import { exportJWK, importJWK, type JWK } from 'jose';
import * as oauth from 'oauth4webapi';

/** A key of ours that tokens get bound to (RFC 9449). */
export interface DpopKey {
  /** Adds proofs to requests and remembers servers' nonces. */
  readonly handle: oauth.DPoPHandle;
  /** The private key, to be kept with the tokens: any node may have to use them. */
  readonly jwk: JWK;
}

const ALG = 'ES256';

export async function newDpopKey(): Promise<DpopKey> {
  const pair = await oauth.generateKeyPair(ALG, { extractable: true });
  return { handle: handleOf(pair), jwk: await exportJWK(pair.privateKey) };
}

export async function dpopHandle(jwk: JWK): Promise<oauth.DPoPHandle> {
  const { d, ...publicJwk } = jwk;
  const [privateKey, publicKey] = await Promise.all([
    importJWK(jwk, ALG),
    importJWK(publicJwk, ALG, { extractable: true }),
  ]);
  if (privateKey instanceof Uint8Array || publicKey instanceof Uint8Array)
    throw new TypeError('not a key pair');
  return handleOf({ privateKey, publicKey });
}

function handleOf(pair: CryptoKeyPair): oauth.DPoPHandle {
  return oauth.DPoP({}, pair);
}
