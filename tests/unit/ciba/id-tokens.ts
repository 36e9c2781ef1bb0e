import { createHash } from 'node:crypto';
import {
  CompactEncrypt,
  createLocalJWKSet,
  exportJWK,
  generateKeyPair,
  type JWTHeaderParameters,
  type JWTPayload,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import type { IdTokenExpectation } from '@/lib/ciba/id-token';
import type { SigningAlgorithm } from '@/lib/ciba/keys';
import { later, START } from '../../support/samples';

export const AUTH_REQ_ID = 'urn:openid:params:jwt:claim:auth_req_id';
export const RT_HASH = 'urn:openid:params:jwt:claim:rt_hash';

/** A polled token for Maria, asked for at START, signed with ES256. */
export const expected: IdTokenExpectation = {
  issuer: 'https://op.example',
  clientId: 'countersign',
  subject: 'sub-maria',
  algorithm: 'ES256',
  requestedAt: START,
  accessToken: 'the-access-token',
  authReqId: 'auth-req-1',
  pushed: false,
};

/** When the tokens are judged: a minute after the request. */
export const now = later(60);

export const epoch = (at: Date) => at.getTime() / 1000;

const good: JWTPayload = {
  iss: expected.issuer,
  aud: expected.clientId,
  sub: expected.subject,
  iat: epoch(later(55)),
  exp: epoch(later(655)),
};

/** An OP with one signing key. */
export interface Signer {
  readonly alg: SigningAlgorithm;
  readonly keys: JWTVerifyGetKey;
  /** A token that is right in everything but what is changed. A claim that is undefined is left out. */
  sign(claims?: Record<string, unknown>, header?: Partial<JWTHeaderParameters>): Promise<string>;
}

export async function newSigner(alg: SigningAlgorithm = 'ES256'): Promise<Signer> {
  const { publicKey, privateKey } = await generateKeyPair(alg, { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'op-key', alg };
  return {
    alg,
    keys: createLocalJWKSet({ keys: [jwk] }),
    sign: (claims = {}, header = {}) =>
      new SignJWT({ ...good, ...claims })
        .setProtectedHeader({ alg, kid: 'op-key', ...header })
        .sign(privateKey),
  };
}

/** `at_hash` and `rt_hash` as OpenID Connect Core 3.1.3.6 words it: the left half of the bits, in base64url. */
export function halfHash(text: string, hash: 'sha256' | 'sha384' | 'sha512' = 'sha256'): string {
  const hex = createHash(hash).update(text).digest('hex');
  return Buffer.from(hex.slice(0, hex.length / 2), 'hex').toString('base64url');
}

/** Wraps a signed token for whoever holds the private key. */
export function encrypt(
  signed: string,
  alg: string,
  key: CryptoKey | Uint8Array,
  enc = 'A128CBC-HS256',
): Promise<string> {
  return new CompactEncrypt(new TextEncoder().encode(signed))
    .setProtectedHeader({ alg, enc, cty: 'JWT' })
    .encrypt(key);
}
