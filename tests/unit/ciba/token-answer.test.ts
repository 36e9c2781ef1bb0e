import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { readDecryptionKey } from '@/lib/ciba/keys';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { judgeTokens, type TokenAnswer, tokenAnswer } from '@/lib/ciba/token-response';
import { FakeClock } from '../../support/fake-clock';
import { later, START } from '../../support/samples';
import { type FakeProvider, fakeProvider } from './fake-provider';
import { encrypt, epoch, newSigner, type Signer } from './id-tokens';
import { rsaPem } from './key-files';

let op: Signer;
let clock: FakeClock;
let provider: FakeProvider;
beforeAll(async () => {
  op = await newSigner();
});
beforeEach(() => {
  clock = new FakeClock();
  provider = fakeProvider(op, {}, clock);
});

const about = {
  subject: 'sub-maria',
  requestedAt: START,
  expiresAt: later(120),
  requiredScope: 'read:sensitive-data',
  authReqId: 'auth-req-1',
  pushed: false,
};
/** The clock stands at the moment of the request. */
const claims = { iat: epoch(START) };

async function answer(change: Partial<TokenAnswer> = {}): Promise<TokenAnswer> {
  return {
    access_token: 'the-access-token',
    token_type: 'Bearer',
    id_token: await op.sign(claims),
    expires_in: 600,
    scope: 'openid read:sensitive-data',
    ...change,
  };
}

const using = (change: Partial<ProviderSettings>) => {
  provider = fakeProvider(op, change, clock);
};
const judge = async (change: Partial<TokenAnswer> = {}) => judgeTokens(await answer(change), provider, about);
const theTokens = { accessToken: 'the-access-token', expiresIn: 600 };

describe('what is kept', () => {
  const full = async () =>
    answer({ refresh_token: 'the-refresh-token', authorization_details: [{ type: 'payment', amount: 5 }] });

  test('is the refresh token and what was approved in detail, too', async () => {
    expect(await judgeTokens(await full(), provider, about)).toEqual({
      kind: 'approved',
      tokens: {
        ...theTokens,
        refreshToken: 'the-refresh-token',
        authorizationDetails: [{ type: 'payment', amount: 5 }],
      },
    });
  });

  test.each(['sub', 'login_hint_token'] as const)(
    'is no ID token where customers are named by %s',
    async (hint) => {
      using({ hint });
      expect(JSON.stringify(await judge())).not.toContain('idToken');
    },
  );

  test('is the ID token where customers are named by it', async () => {
    using({ hint: 'id_token_hint' });
    const id_token = await op.sign(claims);
    expect(await judge({ id_token })).toEqual({
      kind: 'approved',
      tokens: { ...theTokens, idToken: id_token },
    });
  });

  // CIBA Core 7.1: to use an encrypted ID token as a hint, the client must take the signed one out of it.
  test('is the signed token within an encrypted ID token, for only we can open the other', async () => {
    const file = rsaPem();
    using({ hint: 'id_token_hint', idTokenKey: await readDecryptionKey(file.pem) });
    const signed = await op.sign(claims);
    const id_token = await encrypt(signed, 'RSA-OAEP-256', await file.publicKey('RSA-OAEP-256'));
    expect(await judge({ id_token })).toEqual({
      kind: 'approved',
      tokens: { ...theTokens, idToken: signed },
    });
  });

  test('lasts five minutes when the OP does not say how long', async () => {
    expect(await judge({ expires_in: undefined })).toMatchObject({ tokens: { expiresIn: 300 } });
  });
});

describe('an answer as it came', () => {
  const plain = { access_token: 'the-access-token', token_type: 'Bearer' };
  const read = (change: Record<string, unknown>) => tokenAnswer.safeParse({ ...plain, ...change }).data;

  test.each([undefined, '', 5, null, ['x']])(
    'without an access token (%j) holds no tokens',
    (access_token) => {
      expect(read({ access_token })).toBeUndefined();
    },
  );

  test.each([
    ['token_type', 5],
    ['id_token', {}],
    ['refresh_token', null],
    ['expires_in', 0],
    ['expires_in', -60],
    ['authorization_details', 'none'],
    ['authorization_details', {}],
  ])('with %s %j keeps the tokens beside it', (member, value) => {
    expect(read({ [member]: value })).toMatchObject({ access_token: 'the-access-token' });
    const usual = { token_type: '', expires_in: value, authorization_details: [] }[member];
    expect(read({ [member]: value })).toHaveProperty([member], usual);
  });

  test.each(['soon', null, {}, '-5', '6e2'])('with a lifetime of %j has none', (expires_in) => {
    expect(read({ expires_in })).toHaveProperty('expires_in', 0);
  });

  test('may give its lifetime as text', () => {
    expect(read({ expires_in: '600' })).toHaveProperty('expires_in', 600);
  });

  test.each([null, 5, [], ['openid'], {}, false])('with a scope that is %j grants nothing', async (scope) => {
    const parsed = read({ scope, id_token: await op.sign(claims) });
    if (!parsed) throw new Error('the answer was not taken');
    expect(await judgeTokens(parsed, provider, about)).toMatchObject({ reason: 'scope_not_granted' });
  });
});
