import { generateKeyPairSync, sign } from 'node:crypto';
import { type CryptoKey, createLocalJWKSet, exportJWK, generateKeyPair, type JWK, SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { verifyIdToken } from '@/lib/ciba/id-token';
import type { SigningAlgorithm } from '@/lib/ciba/keys';
import { createProvider, type Provider } from '@/lib/ciba/provider';
import { judgeTokens } from '@/lib/ciba/token-response';
import { providerSettings } from '../../support/ciba-client';
import { FakeClock, quiet } from '../../support/fake-clock';
import { later, START } from '../../support/samples';
import { epoch, expected, newSigner, now } from './id-tokens';

const claims = { iss: expected.issuer, aud: 'countersign', sub: 'sub-maria' };

describe('a key that is not fit', () => {
  test('ends it at once: it is not asked for again', async () => {
    const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
    const keys = createLocalJWKSet({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: 'short' }] });
    const [header, body] = [
      { alg: 'RS256', kid: 'short' },
      { ...claims, iat: epoch(later(55)), exp: epoch(later(655)) },
    ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
    const signature = sign('sha256', Buffer.from(`${header}.${body}`), privateKey).toString('base64url');
    const verdict = await verifyIdToken(
      `${header}.${body}.${signature}`,
      keys,
      { ...expected, algorithm: 'RS256' },
      now,
    );
    expect(verdict).toEqual({ kind: 'invalid', detail: 'key: not fit for its algorithm' });
  });

  test('is another matter than keys that cannot be had', async () => {
    const token = await (await newSigner()).sign();
    const away = () => Promise.reject(new TypeError('fetch failed'));
    expect(await verifyIdToken(token, away, expected, now)).toEqual({ kind: 'unavailable', detail: 'jwks' });
  });
});

describe('keys as an OP publishes them', () => {
  let clock: FakeClock;
  let published: JWK[];
  let reads: number;
  beforeEach(() => {
    clock = new FakeClock();
    published = [];
    reads = 0;
  });

  const providerFor = (alg: SigningAlgorithm): Provider =>
    createProvider(
      providerSettings(expected.issuer, { idTokenAlgorithm: alg }),
      async (url) => {
        const isKeys = url.endsWith('/jwks');
        if (isKeys) reads += 1;
        const { issuer } = expected;
        const metadata = { issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` };
        return Response.json(isKeys ? { keys: published } : metadata);
      },
      clock,
    );

  const judge = async (of: Provider, key: CryptoKey, alg: string, kid = 'op-key') => {
    const id_token = await new SignJWT({ ...claims, iat: epoch(START), exp: epoch(later(600)) })
      .setProtectedHeader({ alg, kid })
      .sign(key);
    const answer = { access_token: 'x', token_type: 'Bearer', id_token, scope: 'read:sensitive-data' };
    const about = { subject: 'sub-maria', requestedAt: START, expiresAt: later(120), authReqId: 'a' };
    return judgeTokens(answer, of, { ...about, requiredScope: 'read:sensitive-data', pushed: false });
  };

  test('are read once more before a signature is called wrong: a key may be new under its old name', async () => {
    const [old, fresh, stranger] = await Promise.all([1, 2, 3].map(() => generateKeyPair('ES256')));
    const named = async (pair = old) => [
      { ...(await exportJWK(pair?.publicKey as CryptoKey)), kid: 'op-key' },
    ];
    published = await named();
    const of = providerFor('ES256');
    expect(await judge(of, old?.privateKey as CryptoKey, 'ES256')).toMatchObject({ kind: 'approved' });
    published = await named(fresh);
    // Not at once again after they were read: forgeries must not make us ask and ask.
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    expect(await judge(of, fresh?.privateKey as CryptoKey, 'ES256')).toMatchObject({ kind: 'approved' });
    expect(reads).toBe(2);
    for (let times = 0; times < 3; times++) {
      expect(await judge(of, stranger?.privateKey as CryptoKey, 'ES256')).toMatchObject({
        kind: 'rejected',
        detail: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      });
    }
    expect(reads).toBe(2);
    await quiet();
  });

  test.each([
    ['EdDSA', 'EdDSA'],
    ['EdDSA', 'Ed25519'],
    ['Ed25519', 'EdDSA'],
    ['Ed25519', 'Ed25519'],
    [undefined, 'Ed25519'],
  ])('for Ed25519 are one kind by either name: %s in the key, %s in the token', async (inKey, inToken) => {
    const { publicKey, privateKey } = await generateKeyPair('EdDSA', { extractable: true });
    published = [{ ...(await exportJWK(publicKey)), kid: 'op-key', ...(inKey ? { alg: inKey } : {}) }];
    expect(await judge(providerFor('EdDSA'), privateKey, inToken)).toMatchObject({ kind: 'approved' });
  });
});
