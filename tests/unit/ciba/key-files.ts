import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { importSPKI, type JWK } from 'jose';

/** A fresh key as an administrator would have it in a file. */
export interface KeyFiles {
  readonly object: KeyObject;
  /** PKCS#8 */
  readonly pem: string;
  readonly publicPem: string;
  readonly jwk: JWK;
  publicKey(alg: string): Promise<CryptoKey>;
}

export function rsaPem(modulusLength = 2048): KeyFiles {
  return files(generateKeyPairSync('rsa', { modulusLength }));
}

export function ecPem(namedCurve: 'P-256' | 'P-384' | 'P-521' | 'secp256k1'): KeyFiles {
  return files(generateKeyPairSync('ec', { namedCurve }));
}

export function ed25519Pem(): KeyFiles {
  return files(generateKeyPairSync('ed25519'));
}

function files({ privateKey, publicKey }: { privateKey: KeyObject; publicKey: KeyObject }): KeyFiles {
  const publicPem = String(publicKey.export({ type: 'spki', format: 'pem' }));
  return {
    object: privateKey,
    pem: String(privateKey.export({ type: 'pkcs8', format: 'pem' })),
    publicPem,
    jwk: privateKey.export({ format: 'jwk' }) as JWK, // Node's own type of the same shape
    publicKey: (alg) => importSPKI(publicPem, alg, { extractable: true }),
  };
}
