import { createPublicKey } from 'node:crypto';
import { decodeJwt, jwtVerify } from 'jose';
import { beforeAll, describe, expect, test } from 'vitest';
import { createCibaClient } from '@/lib/ciba/client';
import { type Hint, loginHint, loginHintForms, loginHintToken } from '@/lib/ciba/hint';
import { readSigningKey, type SigningKey } from '@/lib/ciba/keys';
import { isLoopback } from '@/lib/ciba/loopback';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { maria, START } from '../../support/samples';
import { fakeProvider } from './fake-provider';
import { newSigner, type Signer } from './id-tokens';
import { ecPem, rsaPem } from './key-files';

describe('the login hint', () => {
  test.each([
    ['sub', 'sub-maria'],
    ['username', 'maria.alvarez'],
    ['email', 'maria.alvarez@example.com'],
    ['phone', '+34612345001'],
    ['iss_sub', '{"format":"iss_sub","iss":"https://op.example/","sub":"sub-maria"}'],
  ] as const)('of the form %s is %s', (form, hint) => {
    expect(loginHint(form, maria, 'https://op.example/')).toEqual({ login_hint: hint });
  });

  test('is missing when the customer has no such identifier', () => {
    const bare = { ...maria, email: null, phone: null };
    expect(loginHint('email', bare, 'https://op.example')).toBeUndefined();
    expect(loginHint('phone', bare, 'https://op.example')).toBeUndefined();
  });
});

const tokenIn = (hint: Hint | undefined): string => {
  if (!hint || !('login_hint_token' in hint)) throw new Error('the hint is no token');
  return hint.login_hint_token;
};

describe('a login hint token', () => {
  const file = ecPem('P-256');
  let key: SigningKey;
  beforeAll(async () => {
    key = await readSigningKey(file.pem, { kid: 'key-1' });
  });
  const made = async (who = maria) =>
    tokenIn(
      await loginHintToken(who, { clientId: 'countersign', issuer: 'https://op.example/', key }, START),
    );

  test('names the customer to this OP alone, signed by us and for a few minutes', async () => {
    const options = { currentDate: START, issuer: 'countersign', audience: 'https://op.example/' };
    const { payload, protectedHeader } = await jwtVerify(
      await made(),
      createPublicKey(file.publicPem),
      options,
    );
    expect(protectedHeader).toMatchObject({ alg: 'ES256', kid: 'key-1' });
    const { iat = Number.NaN, exp = Number.NaN, jti, ...rest } = payload;
    expect(rest).toEqual({
      iss: 'countersign',
      aud: 'https://op.example/',
      sub_id: { format: 'iss_sub', iss: 'https://op.example/', sub: 'sub-maria' },
    });
    expect(iat).toBe(START.getTime() / 1000);
    expect(exp - iat).toBeGreaterThanOrEqual(30);
    expect(exp - iat).toBeLessThanOrEqual(300);
    expect(jti?.length).toBeGreaterThanOrEqual(22);
  });

  test('holds nothing else about the customer, and is never the same twice', async () => {
    const [one, two] = [await made(), await made()];
    expect(JSON.stringify(decodeJwt(one))).not.toMatch(/alvarez|\+34|Valencia/);
    expect(decodeJwt(one).jti).not.toBe(decodeJwt(two).jti);
  });
});

describe('the hint for a customer', () => {
  let op: Signer;
  let key: SigningKey;
  beforeAll(async () => {
    op = await newSigner();
    key = await readSigningKey(rsaPem().pem, { alg: 'RS256' });
  });
  const hintFor = (change: Partial<ProviderSettings>, idToken?: string) =>
    createCibaClient(fakeProvider(op, change)).hintFor({ ...maria, idToken });

  test.each(loginHintForms)('is one parameter, in the form that was agreed: %s', async (hint) => {
    const made = await hintFor({ hint, hintKey: key }, await op.sign());
    const names = Object.keys(made ?? {});
    expect(names).toEqual([['login_hint_token', 'id_token_hint'].includes(hint) ? hint : 'login_hint']);
  });

  test('as a token is signed with our key', async () => {
    const token = tokenIn(await hintFor({ hint: 'login_hint_token', hintKey: key }));
    expect(decodeJwt(token)).toMatchObject({ sub_id: { sub: 'sub-maria' } });
  });

  test.each(['sub', 'username', 'email', 'phone'] as const)(
    'of the form %s is there at once, though the OP has not been reached',
    async (hint) => {
      const away = { ...fakeProvider(op, { hint }), configuration: () => new Promise<never>(() => {}) };
      expect(await createCibaClient(away).hintFor(maria)).toHaveProperty('login_hint');
    },
  );

  test('names the OP as it calls itself, or as the configuration does when it cannot be reached', async () => {
    const issuer = 'https://op.example/';
    const asked = async (configuration: () => Promise<never>) =>
      createCibaClient({ ...fakeProvider(op, { hint: 'iss_sub', issuer }), configuration }).hintFor(maria);
    expect(await hintFor({ hint: 'iss_sub', issuer })).toMatchObject({
      login_hint: expect.stringContaining('"iss":"https://op.example"'),
    });
    expect(await asked(() => Promise.reject(new Error('away')))).toMatchObject({
      login_hint: expect.stringContaining('"iss":"https://op.example/"'),
    });
  });

  test('as a token cannot be made without a key', async () => {
    expect(await hintFor({ hint: 'login_hint_token' })).toBeUndefined();
  });

  test('is the last ID token, where there is one', async () => {
    const idToken = await op.sign();
    expect(await hintFor({ hint: 'id_token_hint' }, idToken)).toEqual({ id_token_hint: idToken });
    expect(await hintFor({ hint: 'id_token_hint' })).toEqual({ login_hint: 'sub-maria' });
  });

  test.each([
    ['whom the directory no longer means', { sub: 'sub-walter' }],
    ['of another issuer', { iss: 'https://other.example' }],
  ])('is not an ID token about somebody %s', async (_what, claims) => {
    expect(await hintFor({ hint: 'id_token_hint' }, await op.sign(claims))).toEqual({
      login_hint: 'sub-maria',
    });
    expect(await hintFor({ hint: 'id_token_hint' }, 'garbage')).toEqual({ login_hint: 'sub-maria' });
  });

  test('is not an ID token where that was not agreed', async () => {
    expect(await hintFor({ hint: 'username' }, 'an-id-token')).toEqual({ login_hint: 'maria.alvarez' });
  });
});

test.each([
  ['http://localhost:3000', true],
  ['http://LOCALHOST', true],
  ['http://127.0.0.1:4000/op', true],
  ['http://127.8.9.10', true],
  ['http://127.1', true],
  ['http://[::1]:4000', true],
  ['http://localhost.example', false],
  ['http://127.0.0.1.example', false],
  ['http://example/localhost', false],
  ['http://localhost@example', false],
  ['http://10.0.0.1', false],
  ['http://0.0.0.0', false],
  ['http://[::2]', false],
])('%s points at this machine: %j', (url, expected) => {
  expect(isLoopback(new URL(url))).toBe(expected);
});
