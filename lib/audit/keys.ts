import { createHmac, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';
import { calculateJwkThumbprint, exportJWK, type JWK } from 'jose';

/** What the desk keeps outside of its database, so that whoever can write to that cannot make up records. */
export interface AuditKeys {
  /** Ed25519, RFC 8037. */
  readonly signing: { readonly kid: string; readonly key: KeyObject };
  /** All keys that ever signed, public halves, with `kid` (RFC 7638). The current one is the first. */
  readonly verifying: readonly JWK[];
  /** HMAC-SHA-256 of a record by its writer, 32 bytes. */
  macOf(record: string): Buffer;
  /** Whether one of the keys made this HMAC. */
  isOurs(record: string, mac: Uint8Array): boolean;
  /** The same short word for the same person, from which nobody gets back to the person. */
  pseudonymOf(subject: string): string;
}

/** PKCS #8 around the 32 bytes of an Ed25519 private key (RFC 8410, section 7). */
const pkcs8 = Buffer.from('302e020100300506032b657004220420', 'hex');

/**
 * Everything the audit trail needs, from one secret of 256 bits each. The first signs; older ones still verify.
 *
 * @param seeds base64url
 */
export async function createAuditKeys(seeds: readonly string[]): Promise<AuditKeys> {
  const all = await Promise.all(seeds.map(derive));
  const [current] = all;
  if (!current) throw new TypeError('There is no audit key');
  return {
    signing: { kid: current.kid, key: current.key },
    verifying: all.map(({ jwk }) => jwk),
    macOf: (record) => hmac(current.macKey, record),
    isOurs: (record, mac) => all.some(({ macKey }) => hmac(macKey, record).equals(mac)),
    pseudonymOf: (subject) => hmac(current.pseudonymKey, subject).subarray(0, 6).toString('hex'),
  };
}

async function derive(seed: string) {
  const secret = Buffer.from(seed, 'base64url');
  if (secret.length !== 32) throw new TypeError('Audit keys must be 256 bits long');
  const key = createPrivateKey({ key: Buffer.concat([pkcs8, secret]), format: 'der', type: 'pkcs8' });
  const jwk = await exportJWK(createPublicKey(key));
  const kid = await calculateJwkThumbprint(jwk);
  return {
    key,
    kid,
    jwk: { ...jwk, kid, alg: 'EdDSA', use: 'sig' },
    macKey: subkey(secret, 'countersign audit mac'),
    pseudonymKey: subkey(secret, 'countersign pseudonym'),
  };
}

/** HKDF (RFC 5869): one secret to keep, and no key used for two things. */
function subkey(secret: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', secret, '', purpose, 32));
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
