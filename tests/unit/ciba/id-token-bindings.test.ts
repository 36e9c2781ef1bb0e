import { createHash } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { type IdTokenExpectation, verifyIdToken } from '@/lib/ciba/id-token';
import type { SigningAlgorithm } from '@/lib/ciba/keys';
import { AUTH_REQ_ID, expected, halfHash, newSigner, now, RT_HASH, type Signer } from './id-tokens';

let op: Signer;
beforeAll(async () => {
  op = await newSigner();
});

const pushed: IdTokenExpectation = { ...expected, pushed: true };
const withRefresh = { refreshToken: 'the-refresh-token' };
/** Everything a pushed ID token has to carry. */
const bound = {
  at_hash: halfHash('the-access-token'),
  [AUTH_REQ_ID]: 'auth-req-1',
  [RT_HASH]: halfHash('the-refresh-token'),
};
const without = (claim: keyof typeof bound) => ({ ...bound, [claim]: undefined });
const verdict = async (claims: Record<string, unknown>, of: IdTokenExpectation) =>
  verifyIdToken(await op.sign(claims), op.keys, of, now);
const detail = (word: string) => ({ kind: 'invalid', detail: expect.stringContaining(word) });

describe('a pushed ID token', () => {
  test('is valid when it is bound to the request and to the tokens beside it', async () => {
    expect(await verdict(bound, { ...pushed, ...withRefresh })).toMatchObject({ kind: 'valid' });
  });

  test('needs no rt_hash where no refresh token came', async () => {
    expect(await verdict(without(RT_HASH), pushed)).toMatchObject({ kind: 'valid' });
  });

  test.each([
    ['at_hash', 'at_hash'],
    [AUTH_REQ_ID, 'auth_req_id'],
    [RT_HASH, 'rt_hash'],
  ] as const)('is invalid without %s', async (claim, word) => {
    expect(await verdict(without(claim), { ...pushed, ...withRefresh })).toMatchObject(detail(word));
  });

  test('with nothing to bind it is invalid, though genuine', async () => {
    expect(await verdict({}, pushed)).toMatchObject({ kind: 'invalid' });
  });
});

describe.each([
  ['polled', expected],
  ['pushed', pushed],
])('a %s ID token is invalid', (_how, of) => {
  test.each<[string, Record<string, unknown>, string]>([
    ['of another access token', { at_hash: halfHash('another-token') }, 'at_hash'],
    ['with the hash of the wrong half', { at_hash: wrongHalf('the-access-token') }, 'at_hash'],
    ['with the whole hash', { at_hash: whole('the-access-token') }, 'at_hash'],
    ['with the hash of a longer algorithm', { at_hash: halfHash('the-access-token', 'sha512') }, 'at_hash'],
    ['with an empty hash', { at_hash: '' }, 'at_hash'],
    ['with a hash that is null', { at_hash: null }, 'at_hash'],
    ['of another refresh token', { [RT_HASH]: halfHash('another-token') }, 'rt_hash'],
    ['with the access token hashed for the refresh token', { [RT_HASH]: bound.at_hash }, 'rt_hash'],
    ['of another request', { [AUTH_REQ_ID]: 'auth-req-2' }, 'auth_req_id'],
    ['of a request whose id is longer', { [AUTH_REQ_ID]: 'auth-req-11' }, 'auth_req_id'],
    ['of no request', { [AUTH_REQ_ID]: '' }, 'auth_req_id'],
    ['of a request that is null', { [AUTH_REQ_ID]: null }, 'auth_req_id'],
    ['of a list of requests', { [AUTH_REQ_ID]: ['auth-req-1'] }, 'auth_req_id'],
  ])('%s', async (_what, claims, word) => {
    expect(await verdict({ ...bound, ...claims }, { ...of, ...withRefresh })).toMatchObject(detail(word));
  });
});

describe('a polled ID token', () => {
  test('may leave out what binds it', async () => {
    expect(await verdict({}, { ...expected, ...withRefresh })).toMatchObject({ kind: 'valid' });
  });

  test('is valid with everything right in it', async () => {
    expect(await verdict(bound, { ...expected, ...withRefresh })).toMatchObject({ kind: 'valid' });
  });
});

describe.each<[SigningAlgorithm, 'sha256' | 'sha384' | 'sha512']>([
  ['ES256', 'sha256'],
  ['RS256', 'sha256'],
  ['PS256', 'sha256'],
  ['ES384', 'sha384'],
  ['RS384', 'sha384'],
  ['PS384', 'sha384'],
  ['ES512', 'sha512'],
  ['RS512', 'sha512'],
  ['PS512', 'sha512'],
  ['EdDSA', 'sha512'],
])('signed with %s', (alg, hash) => {
  let signer: Signer;
  beforeAll(async () => {
    signer = await newSigner(alg);
  });
  const of: IdTokenExpectation = { ...pushed, algorithm: alg, ...withRefresh };
  const hashed = (by: typeof hash) => ({
    at_hash: halfHash('the-access-token', by),
    [RT_HASH]: halfHash('the-refresh-token', by),
    [AUTH_REQ_ID]: 'auth-req-1',
  });

  test(`the hashes are of ${hash}`, async () => {
    const token = await signer.sign(hashed(hash));
    expect(await verifyIdToken(token, signer.keys, of, now)).toMatchObject({ kind: 'valid' });
  });

  test.each((['sha256', 'sha384', 'sha512'] as const).filter((other) => other !== hash))(
    'hashes of %s are wrong',
    async (other) => {
      const token = await signer.sign(hashed(other));
      expect(await verifyIdToken(token, signer.keys, of, now)).toMatchObject(detail('at_hash'));
    },
  );

  test('the token is invalid where another algorithm was registered', async () => {
    const registered = alg === 'ES256' ? 'ES384' : 'ES256';
    const token = await signer.sign(hashed(hash));
    expect(await verifyIdToken(token, signer.keys, { ...of, algorithm: registered }, now)).toMatchObject({
      kind: 'invalid',
    });
  });
});

test('a token of somebody else that is bound to nothing is not called theirs', async () => {
  expect(await verdict({ sub: 'sub-walter' }, pushed)).toMatchObject({ kind: 'invalid' });
  expect(await verdict({ ...bound, sub: 'sub-walter' }, pushed)).toEqual({
    kind: 'wrong_subject',
    subject: 'sub-walter',
  });
});

function whole(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}

function wrongHalf(text: string): string {
  return createHash('sha256').update(text).digest().subarray(16).toString('base64url');
}
