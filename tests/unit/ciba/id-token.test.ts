import { createHash } from 'node:crypto';
import {
  createLocalJWKSet,
  errors,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWTPayload,
  type JWTVerifyGetKey,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { type IdTokenExpectation, verifyIdToken } from '@/lib/ciba/id-token';
import { later, START } from '../../support/samples';

const expected: IdTokenExpectation = {
  issuer: 'https://op.example',
  clientId: 'countersign',
  subject: 'sub-maria',
  algorithm: 'ES256',
  requestedAt: START,
  accessToken: 'the-access-token',
  authReqId: 'auth-req-1',
  pushed: false,
};
const now = later(60);
const epoch = (at: Date) => at.getTime() / 1000;
const good: JWTPayload = {
  iss: expected.issuer,
  aud: expected.clientId,
  sub: expected.subject,
  iat: epoch(later(55)),
  exp: epoch(later(655)),
};

type Pair = Awaited<ReturnType<typeof generateKeyPair>>;
let op: Pair;
let stranger: Pair;
let rsa: Pair;
let keys: JWTVerifyGetKey;

beforeAll(async () => {
  [op, stranger, rsa] = await Promise.all([
    generateKeyPair('ES256', { extractable: true }),
    generateKeyPair('ES256'),
    generateKeyPair('RS256'),
  ]);
  keys = createLocalJWKSet({
    keys: [
      { ...(await exportJWK(op.publicKey)), kid: 'op-key' },
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa-key' },
    ],
  });
});

interface Change {
  readonly claims?: Record<string, unknown>;
  readonly without?: string;
  readonly header?: { readonly alg?: string; readonly kid?: string };
  readonly key?: () => CryptoKey | Uint8Array;
}

/** A token that is right in everything but what is changed. */
function token({
  claims = {},
  without,
  header = {},
  key = () => op.privateKey,
}: Change = {}): Promise<string> {
  const entries = Object.entries({ ...good, ...claims }).filter(([name]) => name !== without);
  return new SignJWT(Object.fromEntries(entries))
    .setProtectedHeader({ alg: 'ES256', kid: 'op-key', ...header })
    .sign(key());
}

const verdict = async (jwt: string, by = keys) => verifyIdToken(jwt, by, expected, now);

describe('a genuine ID token', () => {
  test('about the customer is valid', async () => {
    const genuine = await token();
    expect(await verdict(genuine)).toEqual({ kind: 'valid', token: genuine });
  });

  test('is valid with an audience of one in a list, and azp naming us', async () => {
    const claims = { aud: [expected.clientId], azp: expected.clientId };
    expect(await verdict(await token({ claims }))).toMatchObject({ kind: 'valid' });
  });

  test('about somebody else is of the wrong subject', async () => {
    expect(await verdict(await token({ claims: { sub: 'sub-walter' } }))).toEqual({
      kind: 'wrong_subject',
      subject: 'sub-walter',
    });
  });

  test.each(['sub-Maria', 'sub-maria ', 'sub-mari', ''])(
    'about %j is of the wrong subject: subs are compared exactly',
    async (sub) => {
      expect((await verdict(await token({ claims: { sub } }))).kind).not.toBe('valid');
    },
  );

  test('is valid with clocks half a minute apart, and not with more', async () => {
    const almost = [{ exp: epoch(later(31)) }, { iat: epoch(later(90)) }, { iat: epoch(later(-30)) }];
    for (const claims of almost) expect((await verdict(await token({ claims }))).kind).toBe('valid');
    const beyond = [{ exp: epoch(later(30)) }, { iat: epoch(later(91)) }, { iat: epoch(later(-31)) }];
    for (const claims of beyond) expect((await verdict(await token({ claims }))).kind).toBe('invalid');
  });
});

describe('an ID token is invalid', () => {
  test.each<[string, Change]>([
    ['with the signature of a stranger', { key: () => stranger.privateKey }],
    [
      'with another algorithm than registered, though the OP owns the key',
      { header: { alg: 'RS256', kid: 'rsa-key' }, key: () => rsa.privateKey },
    ],
    ['of another issuer', { claims: { iss: 'https://op.example.evil' } }],
    ['of an issuer that differs by a slash', { claims: { iss: 'https://op.example/' } }],
    ['for another client', { claims: { aud: 'somebody-else' } }],
    ['for no client', { claims: { aud: [] } }],
    [
      'for us and somebody we do not know',
      { claims: { aud: ['countersign', 'somebody-else'], azp: 'countersign' } },
    ],
    ['issued to another client', { claims: { azp: 'somebody-else' } }],
    ['that has expired', { claims: { exp: epoch(later(20)) } }],
    ['that is not good yet', { claims: { nbf: epoch(later(120)) } }],
    ['issued before the request', { claims: { iat: epoch(later(-60)) } }],
    ['issued in the future', { claims: { iat: epoch(later(180)) } }],
    ['that does not say when it was issued', { without: 'iat' }],
    ['that does not say when it expires', { without: 'exp' }],
    ['that does not say about whom', { without: 'sub' }],
    ['that does not say by whom', { without: 'iss' }],
    ['that does not say for whom', { without: 'aud' }],
    ['with a time that is no number', { claims: { iat: 'now' } }],
    ['with an expiry that is no number', { claims: { exp: 'never' } }],
  ])('%s', async (_what, change) => {
    expect(await verdict(await token(change))).toMatchObject({ kind: 'invalid' });
  });

  test('without a signature (alg none)', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    for (const alg of ['none', 'None', '']) {
      expect(await verdict(`${part({ alg, kid: 'op-key' })}.${part(good)}.`)).toMatchObject({
        kind: 'invalid',
      });
    }
  });

  test("signed with the OP's public key as a shared secret (HS256)", async () => {
    const secret = new TextEncoder().encode(await exportSPKI(op.publicKey));
    const forged = await token({ header: { alg: 'HS256' }, key: () => secret });
    expect(await verdict(forged)).toMatchObject({ kind: 'invalid' });
    expect(await verdict(forged, async () => secret)).toMatchObject({ kind: 'invalid' });
  });

  test('with claims exchanged under a good signature', async () => {
    const [header, , signature] = (await token()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...good, exp: epoch(later(9999)) })).toString('base64url');
    expect(await verdict(`${header}.${claims}.${signature}`)).toMatchObject({ kind: 'invalid' });
  });

  test.each(['', 'x', 'a.b', 'a.b.c', 'a.b.c.d.e', '🙂'])('that is no token at all: %j', async (text) => {
    expect(await verdict(text)).toMatchObject({ kind: 'invalid' });
  });

  test('of the wrong subject that is not genuine is invalid first', async () => {
    const forged = await token({ claims: { sub: 'sub-walter' }, key: () => stranger.privateKey });
    expect(await verdict(forged)).toMatchObject({ kind: 'invalid' });
  });

  test('that belongs to another access token', async () => {
    const digest = createHash('sha256').update('some-other-token').digest();
    expect(
      await verdict(await token({ claims: { at_hash: digest.subarray(0, 16).toString('base64url') } })),
    ).toEqual({
      kind: 'invalid',
      detail: 'at_hash',
    });
  });

  test('that answers another request', async () => {
    const claims = { 'urn:openid:params:jwt:claim:auth_req_id': 'auth-req-2' };
    expect(await verdict(await token({ claims }))).toMatchObject({
      kind: 'invalid',
      detail: expect.stringMatching(/auth_req_id/),
    });
  });

  test.each([undefined, 'urn:weak'])(
    'that reached acr %s where a stronger one was asked for',
    async (acr) => {
      const asked = { ...expected, acrValues: 'urn:strong urn:stronger' };
      const weak = await token({ claims: acr ? { acr } : {} });
      expect(await verifyIdToken(weak, keys, asked, now)).toMatchObject({
        kind: 'invalid',
        detail: expect.stringMatching(/acr/),
      });
      const strong = await token({ claims: { acr: 'urn:stronger' } });
      expect(await verifyIdToken(strong, keys, asked, now)).toMatchObject({ kind: 'valid' });
    },
  );

  test('but not one whose at_hash is that of the access token beside it', async () => {
    const digest = createHash('sha256').update('the-access-token').digest();
    expect(
      await verdict(await token({ claims: { at_hash: digest.subarray(0, 16).toString('base64url') } })),
    ).toMatchObject({ kind: 'valid' });
  });
});

describe('nothing is said of a token', () => {
  test.each<[string, Error]>([
    ['the keys cannot be fetched', new TypeError('fetch failed')],
    ['fetching the keys takes too long', new errors.JWKSTimeout()],
    [
      'the keys are answered with an error page',
      new errors.JOSEError('Expected 200 OK from the JSON Web Key Set HTTP response'),
    ],
  ])('when %s', async (_what, fault) => {
    const away: JWTVerifyGetKey = async () => {
      throw fault;
    };
    expect(await verdict(await token(), away)).toMatchObject({ kind: 'unavailable' });
  });
});

test('nothing is said of a token whose key is not known yet, for the OP may have a new one', async () => {
  const renewed = await token({ header: { kid: 'other-key' } });
  expect(await verdict(renewed)).toMatchObject({ kind: 'unavailable' });
});

test('no verdict repeats the token or whom it is about', async () => {
  const wrong = await token({ claims: { sub: 'sub-walter', aud: 'somebody-else' } });
  expect(JSON.stringify(await verdict(wrong))).not.toMatch(/walter|somebody-else|eyJ/);
});
