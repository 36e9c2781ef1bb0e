import { createPrivateKey, type KeyObject } from 'node:crypto';
import { type CryptoKey, importPKCS8, type JWK } from 'jose';

/** Signature algorithms an OP may be asked to use with us, in either direction. Never `none`, never HMAC. */
export const signingAlgorithms = [
  'ES256',
  'PS256',
  'RS256',
  'EdDSA',
  'ES384',
  'ES512',
  'PS384',
  'PS512',
  'RS384',
  'RS512',
] as const;
export type SigningAlgorithm = (typeof signingAlgorithms)[number];

/**
 * The names an algorithm goes by, the one we use first. RFC 9864 gave EdDSA with Ed25519, which is all that this library
 * and OPs mean by EdDSA, a name of its own.
 */
export function namesOf(alg: SigningAlgorithm): readonly string[] {
  return alg === 'EdDSA' ? ['EdDSA', 'Ed25519'] : [alg];
}

/** The algorithm of that name (JSON Web Signature and Encryption Algorithms registry). */
export function algorithmNamed(name: string): SigningAlgorithm | undefined {
  return signingAlgorithms.find((alg) => namesOf(alg).includes(name));
}

/** The private key for client assertions and request objects. */
export interface SigningKey {
  readonly key: CryptoKey;
  readonly alg: SigningAlgorithm;
  readonly kid?: string | undefined;
}

/** The private key for encrypted ID tokens, and the algorithms it can be used with. */
export interface DecryptionKey {
  /** By algorithm: a key is for one. */
  readonly keys: ReadonlyMap<string, CryptoKey>;
  readonly algorithms: readonly string[];
}

/** Why a key file cannot be used. Quotes nothing of it. */
export type KeyFault =
  | { readonly kind: 'no_key' }
  | {
      readonly kind: 'cannot_sign';
      readonly alg: SigningAlgorithm | undefined;
      readonly possible: readonly SigningAlgorithm[];
    }
  | { readonly kind: 'cannot_decrypt' }
  | { readonly kind: 'unusable'; readonly alg: string };

/** A key file that cannot be used. */
export class KeyError extends Error {
  override readonly name = 'KeyError';
  readonly fault: KeyFault;

  constructor(fault: KeyFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * Reads a private key from PEM (PKCS#8, SEC 1 or PKCS#1) or a JWK. The algorithm is the given one, else the
 * JWK's `alg`, else what suits the key: ES256 for P-256, PS256 for RSA, EdDSA for Ed25519.
 *
 * @throws KeyError
 */
export async function readSigningKey(
  text: string,
  wanted: { readonly alg?: SigningAlgorithm | undefined; readonly kid?: string | undefined } = {},
): Promise<SigningKey> {
  const { object, jwk } = parse(text);
  const possible = signingAlgorithmsOf(object);
  const alg = wanted.alg ?? possible.find((one) => one === algorithmNamed(jwk?.alg ?? '')) ?? possible[0];
  if (!alg || !possible.includes(alg)) {
    throw new KeyError({ kind: 'cannot_sign', alg, possible });
  }
  return { key: await imported(object, alg), alg, kid: wanted.kid ?? jwk?.kid };
}

/** @throws KeyError */
export async function readDecryptionKey(text: string): Promise<DecryptionKey> {
  const { object } = parse(text);
  const algorithms = decryptionAlgorithmsOf(object);
  if (algorithms.length === 0) throw new KeyError({ kind: 'cannot_decrypt' });
  const keys = new Map<string, CryptoKey>();
  for (const alg of algorithms) keys.set(alg, await imported(object, alg));
  return { keys, algorithms };
}

function parse(text: string): { readonly object: KeyObject; readonly jwk: JWK | undefined } {
  try {
    if (!text.trimStart().startsWith('{')) return { object: createPrivateKey(text), jwk: undefined };
    const jwk = JSON.parse(text) as JWK; // checked by the next line, which takes private keys only
    return { object: createPrivateKey({ key: { ...jwk }, format: 'jwk' }), jwk };
  } catch {
    throw new KeyError({ kind: 'no_key' });
  }
}

/** The best of each kind first. */
function signingAlgorithmsOf(key: KeyObject): readonly SigningAlgorithm[] {
  switch (key.asymmetricKeyType) {
    case 'ed25519':
      return ['EdDSA'];
    case 'rsa':
      if (!isLongEnough(key)) return [];
      return ['PS256', 'RS256', 'PS384', 'RS384', 'PS512', 'RS512'];
    case 'ec':
      switch (key.asymmetricKeyDetails?.namedCurve) {
        case 'prime256v1':
          return ['ES256'];
        case 'secp384r1':
          return ['ES384'];
        case 'secp521r1':
          return ['ES512'];
      }
      return [];
    default:
      return [];
  }
}

function decryptionAlgorithmsOf(key: KeyObject): readonly string[] {
  switch (key.asymmetricKeyType) {
    case 'rsa':
      // SHA-1 does no harm in OAEP, and some OPs have no other (RFC 7518, 4.3).
      return isLongEnough(key) ? ['RSA-OAEP-256', 'RSA-OAEP'] : [];
    case 'ec':
      return ['ECDH-ES', 'ECDH-ES+A128KW', 'ECDH-ES+A192KW', 'ECDH-ES+A256KW'];
    default:
      return [];
  }
}

function isLongEnough(rsa: KeyObject): boolean {
  return (rsa.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048;
}

async function imported(object: KeyObject, alg: string): Promise<CryptoKey> {
  try {
    return await importPKCS8(String(object.export({ type: 'pkcs8', format: 'pem' })), alg);
  } catch {
    throw new KeyError({ kind: 'unusable', alg });
  }
}
