import { createPublicKey, generateKeyPair, type KeyObject, randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import type { JWK } from 'jose';
import type { PrivateKey, SigningAlg } from './provider-double';

const generate = promisify(generateKeyPair);

/** A new key pair fit for the algorithm. */
export async function newKey(alg: PrivateKey['alg']): Promise<PrivateKey> {
  return asPrivateKey(await newKeyObject(alg), alg);
}

/** The public half, as it stands in a JWKS. */
export function publicJwk({ jwk, alg, kid }: PrivateKey): JWK {
  const use = alg === 'RSA-OAEP-256' ? 'enc' : 'sig';
  return { ...exported(createPublicKey({ key: { ...jwk }, format: 'jwk' })), alg, kid, use };
}

let first: Promise<Record<SigningAlg, PrivateKey>> | undefined;

/** The keys every double of a test file starts with: RSA keys are slow to make. `rotateKeys` parts their ways. */
export function sharedSigningKeys(): Promise<Record<SigningAlg, PrivateKey>> {
  first ??= newSigningKeys();
  return first;
}

/** A key for every algorithm an ID token may be signed with. RSA is slow to make: both RSA algorithms share one. */
export async function newSigningKeys(): Promise<Record<SigningAlg, PrivateKey>> {
  const [rsa, es, ed] = await Promise.all([
    newKeyObject('RS256'),
    newKeyObject('ES256'),
    newKeyObject('EdDSA'),
  ]);
  return {
    RS256: asPrivateKey(rsa, 'RS256'),
    PS256: asPrivateKey(rsa, 'PS256'),
    ES256: asPrivateKey(es, 'ES256'),
    EdDSA: asPrivateKey(ed, 'EdDSA'),
  };
}

async function newKeyObject(alg: PrivateKey['alg']): Promise<KeyObject> {
  switch (alg) {
    case 'ES256':
      return (await generate('ec', { namedCurve: 'P-256' })).privateKey;
    case 'EdDSA':
      return (await generate('ed25519')).privateKey;
    default:
      return (await generate('rsa', { modulusLength: 2048 })).privateKey;
  }
}

function asPrivateKey(key: KeyObject, alg: PrivateKey['alg']): PrivateKey {
  const kid = randomUUID();
  return {
    alg,
    kid,
    jwk: { ...exported(key), alg, kid },
    pem: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}

function exported(key: KeyObject): JWK {
  // Node and jose declare the same JSON in two ways.
  return key.export({ format: 'jwk' }) as JWK;
}
