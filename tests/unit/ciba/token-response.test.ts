import { beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { newDpopKey } from '@/lib/ciba/dpop';
import { readDecryptionKey } from '@/lib/ciba/keys';
import { simpleidserver } from '@/lib/ciba/profiles/simpleidserver';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { judgeTokens, type TokenAnswer } from '@/lib/ciba/token-response';
import { FakeClock } from '../../support/fake-clock';
import { later, START } from '../../support/samples';
import { type FakeProvider, fakeProvider } from './fake-provider';
import { encrypt, epoch, halfHash, newSigner, type Signer } from './id-tokens';
import { rsaPem } from './key-files';

let op: Signer;
let stranger: Signer;
let clock: FakeClock;
let provider: FakeProvider;
beforeAll(async () => {
  [op, stranger] = await Promise.all([newSigner(), newSigner()]);
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
const judge = async (change: Partial<TokenAnswer> = {}, of: Partial<typeof about> = {}) =>
  judgeTokens(await answer(change), provider, { ...about, ...of });
const theTokens = { accessToken: 'the-access-token', expiresIn: 600 };
const rejected = (detail: string) => ({
  kind: 'rejected',
  reason: 'invalid_token',
  detail: expect.stringContaining(detail),
  tokens: expect.objectContaining({ accessToken: 'the-access-token' }),
});

test('tokens about the customer with the scope they are needed for are approved', async () => {
  expect(await judge()).toEqual({ kind: 'approved', tokens: theTokens });
});

describe('the kind of token', () => {
  test.each(['bearer', 'Bearer', 'BEARER'])('may be spelt %s', async (token_type) => {
    expect(await judge({ token_type })).toMatchObject({ kind: 'approved' });
  });

  test.each(['DPoP', 'mac', 'N_A', ''])(
    'is not to be %j where a bearer token was agreed',
    async (token_type) => {
      expect(await judge({ token_type })).toMatchObject(rejected('token_type'));
    },
  );

  test('is not to be a bearer token where a bound one was agreed: that is a downgrade', async () => {
    const { jwk } = await newDpopKey();
    const bearer = await judgeTokens(await answer(), provider, about, jwk);
    expect(bearer).toMatchObject(rejected('token_type'));
  });

  test.each(['DPoP', 'dpop'])('%s is kept with the key it is bound to', async (token_type) => {
    const { jwk } = await newDpopKey();
    const bound = await judgeTokens(await answer({ token_type }), provider, about, jwk);
    expect(bound).toEqual({ kind: 'approved', tokens: { ...theTokens, dpopKey: jwk } });
  });
});

describe('the granted scope', () => {
  test('may be more than was needed, in any order', async () => {
    const scope = 'accounts read:sensitive-data openid';
    expect(await judge({ scope })).toMatchObject({ kind: 'approved' });
  });

  test('counts as what was asked for when the OP does not name it', async () => {
    expect(await judge({ scope: undefined })).toMatchObject({ kind: 'approved' });
  });

  test.each(['openid', '', 'read:sensitive', 'read:sensitive-data:none', 'READ:SENSITIVE-DATA'])(
    'is too little as %j: the tokens are handed over to be revoked',
    async (scope) => {
      expect(await judge({ scope, refresh_token: 'the-refresh-token' })).toEqual({
        kind: 'rejected',
        reason: 'scope_not_granted',
        detail: 'scope',
        tokens: { ...theTokens, refreshToken: 'the-refresh-token' },
      });
    },
  );

  test('has to have every part', async () => {
    const requiredScope = 'read:sensitive-data accounts';
    expect(await judge({}, { requiredScope })).toMatchObject({ reason: 'scope_not_granted' });
    expect(await judge({ scope: 'accounts read:sensitive-data' }, { requiredScope })).toMatchObject({
      kind: 'approved',
    });
  });

  test('does not matter where none was required', async () => {
    expect(await judge({ scope: '' }, { requiredScope: '' })).toMatchObject({ kind: 'approved' });
  });
});

describe('what is told first', () => {
  test('is that the ID token is missing, not that its customer is somebody else', async () => {
    expect(await judge({ id_token: undefined })).toMatchObject(rejected('id_token'));
    expect(await judge({ id_token: '' })).toMatchObject(rejected('id_token'));
  });

  test('is that the ID token is not genuine, whoever it is about', async () => {
    const forged = await stranger.sign({ ...claims, sub: 'sub-walter' });
    expect(await judge({ id_token: forged })).toMatchObject({ reason: 'invalid_token' });
  });

  test('is the wrong kind of token, whoever it is about', async () => {
    const others = await op.sign({ ...claims, sub: 'sub-walter' });
    expect(await judge({ id_token: others, token_type: 'mac' })).toMatchObject(rejected('token_type'));
  });

  test('is the wrong customer, before a scope that is too little', async () => {
    const others = await op.sign({ ...claims, sub: 'sub-walter' });
    expect(await judge({ id_token: others, scope: 'openid' })).toEqual({
      kind: 'rejected',
      reason: 'wrong_subject',
      detail: 'sub',
      answeredBy: 'sub-walter',
      tokens: theTokens,
    });
  });
});

describe('the ID token is held to what was agreed', () => {
  test('the access token beside it', async () => {
    const id_token = await op.sign({ ...claims, at_hash: halfHash('another-token') });
    expect(await judge({ id_token })).toMatchObject(rejected('at_hash'));
  });

  test('the refresh token beside it', async () => {
    const hash = 'urn:openid:params:jwt:claim:rt_hash';
    const id_token = await op.sign({ ...claims, [hash]: halfHash('another-token') });
    expect(await judge({ id_token, refresh_token: 'the-refresh-token' })).toMatchObject(rejected('rt_hash'));
  });

  test('the request it answers', async () => {
    const id_token = await op.sign({ ...claims, 'urn:openid:params:jwt:claim:auth_req_id': 'auth-req-2' });
    expect(await judge({ id_token })).toMatchObject(rejected('auth_req_id'));
  });

  test('being bound to everything when it was pushed', async () => {
    expect(await judge({}, { pushed: true })).toMatchObject(rejected('missing'));
  });

  test('the acr and the age that go with every request', async () => {
    using({ standing: { acrValues: 'urn:strong' } });
    expect(await judge()).toMatchObject(rejected('acr'));
    using({ standing: { maxAge: 60 } });
    expect(await judge()).toMatchObject(rejected('auth_time'));
  });

  test('the algorithm', async () => {
    using({ idTokenAlgorithm: 'RS256' });
    expect(await judge()).toMatchObject(rejected('ALG'));
  });

  test('the client', async () => {
    using({ clientId: 'another-client' });
    expect(await judge()).toMatchObject(rejected('aud'));
  });

  test('nobody else as an audience, but the OP itself where it is known to say so', async () => {
    const withOp = { ...claims, aud: ['countersign', 'https://op.example'], azp: 'countersign' };
    const withOther = { ...claims, aud: ['countersign', 'https://other.example'], azp: 'countersign' };
    expect(await judge({ id_token: await op.sign(withOp) })).toMatchObject(rejected('aud'));
    using({ profile: simpleidserver });
    expect(await judge({ id_token: await op.sign(withOp) })).toMatchObject({ kind: 'approved' });
    expect(await judge({ id_token: await op.sign(withOther) })).toMatchObject(rejected('aud'));
    const withoutUs = { ...claims, aud: ['https://op.example'] };
    expect(await judge({ id_token: await op.sign(withoutUs) })).toMatchObject(rejected('aud'));
    const withoutAzp = { ...withOp, azp: undefined };
    expect(await judge({ id_token: await op.sign(withoutAzp) })).toMatchObject(rejected('azp'));
  });

  test('audiences the administrator knows, with or without a word of whom it is for', async () => {
    const aud = ['https://api.example', 'countersign', 'account'];
    using({ trustedAudiences: ['https://api.example', 'account'] });
    for (const azp of ['countersign', undefined])
      expect(await judge({ id_token: await op.sign({ ...claims, aud, azp }) })).toMatchObject({
        kind: 'approved',
      });
    const forOthers = { ...claims, aud, azp: 'somebody-else' };
    expect(await judge({ id_token: await op.sign(forOthers) })).toMatchObject(rejected('azp'));
    const oneMore = { ...claims, aud: [...aud, 'https://other.example'] };
    expect(await judge({ id_token: await op.sign(oneMore) })).toMatchObject(rejected('aud'));
    const withoutUs = { ...claims, aud: ['account'] };
    expect(await judge({ id_token: await op.sign(withoutUs) })).toMatchObject(rejected('aud'));
  });

  test('metadata: without it nothing can be told, and the tokens are to be revoked', async () => {
    provider.configuration = () => Promise.reject(new TypeError('fetch failed'));
    expect(await judge()).toMatchObject(rejected('metadata'));
  });

  test('encryption', async () => {
    const file = rsaPem();
    using({ idTokenKey: await readDecryptionKey(file.pem) });
    expect(await judge()).toMatchObject(rejected('JWE'));
    const key = await file.publicKey('RSA-OAEP-256');
    const id_token = await encrypt(await op.sign(claims), 'RSA-OAEP-256', key);
    expect(await judge({ id_token })).toMatchObject({ kind: 'approved' });
  });
});

describe('keys that cannot be had', () => {
  const away = (until: number) => (attempt: number) => {
    if (attempt < until) throw new TypeError('fetch failed');
  };

  test('are asked for again, so that an approval is not lost to a hiccup', async () => {
    provider.keysAre = away(3);
    const judged = judgeTokens(await answer(), provider, about);
    await clock.advance(10_000);
    expect(await judged).toMatchObject({ kind: 'approved' });
    expect(provider.keyRequests).toBe(3);
  });

  test('are asked for until the deadline, for the tokens do not come twice: unverifiable is invalid', async () => {
    provider.keysAre = away(10_000);
    let outcome: unknown;
    const judged = judgeTokens(await answer(), provider, about).then((result) => {
      outcome = result;
    });
    const left = about.expiresAt.getTime() - clock.now().getTime();
    await clock.advance(left - 1_500);
    expect(outcome).toBeUndefined();
    await clock.advance(1_500);
    await judged;
    expect(outcome).toMatchObject(rejected('unavailable'));
    const asked = provider.keyRequests;
    await clock.advance(60_000);
    expect(provider.keyRequests).toBe(asked);
  });

  test('are asked for three times when they were pushed: the OP waits for its answer', async () => {
    provider.keysAre = away(99);
    const judged = judgeTokens(await answer(), provider, { ...about, pushed: true });
    await clock.advance(2_000);
    expect(await judged).toMatchObject(rejected('unavailable'));
    expect(provider.keyRequests).toBe(3);
  });

  test('are not asked for again about a token that is invalid', async () => {
    expect(await judge({ id_token: await stranger.sign(claims) })).toMatchObject(rejected(''));
    expect(provider.keyRequests).toBe(1);
  });
});

test('no outcome but its tokens repeats a secret', async () => {
  const { tokens: _, ...told } = { tokens: 0, ...(await judge({ id_token: await stranger.sign(claims) })) };
  expect(JSON.stringify(told)).not.toMatch(/the-access-token|eyJ|maria/);
});
