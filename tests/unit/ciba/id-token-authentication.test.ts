import { beforeAll, describe, expect, test } from 'vitest';
import { type IdTokenExpectation, verifyIdToken } from '@/lib/ciba/id-token';
import { later } from '../../support/samples';
import { epoch, expected, newSigner, now, type Signer } from './id-tokens';

let op: Signer;
beforeAll(async () => {
  op = await newSigner();
});

const verdict = async (claims: Record<string, unknown>, of: Partial<IdTokenExpectation>, at = now) =>
  verifyIdToken(await op.sign(claims), op.keys, { ...expected, ...of }, at);
const invalid = (word: string) => ({ kind: 'invalid', detail: expect.stringContaining(word) });
/** `auth_time` this many seconds after the request. */
const authenticated = (seconds: number) => ({ auth_time: epoch(later(seconds)) });

describe('where a maximum age was asked for, the customer', () => {
  test('must have authenticated at a time the token tells', async () => {
    expect(await verdict({}, { maxAge: 300 })).toMatchObject(invalid('auth_time'));
    expect(await verdict({ auth_time: null }, { maxAge: 300 })).toMatchObject(invalid('auth_time'));
    expect(await verdict({ auth_time: String(epoch(now)) }, { maxAge: 300 })).toMatchObject(
      invalid('auth_time'),
    );
  });

  test('may have authenticated since the request', async () => {
    expect(await verdict(authenticated(50), { maxAge: 300 })).toMatchObject({ kind: 'valid' });
    expect(await verdict(authenticated(50), { maxAge: 0 })).toMatchObject({ kind: 'valid' });
  });

  test('may have authenticated as long before the request as was allowed', async () => {
    expect(await verdict(authenticated(-200), { maxAge: 300 })).toMatchObject({ kind: 'valid' });
  });

  test('must not have authenticated longer ago', async () => {
    expect(await verdict(authenticated(-3600), { maxAge: 300 })).toMatchObject(invalid('auth_time'));
    expect(await verdict(authenticated(-331), { maxAge: 300 })).toMatchObject(invalid('auth_time'));
    expect(await verdict(authenticated(-100), { maxAge: 0 })).toMatchObject(invalid('auth_time'));
  });

  test('cannot have authenticated in the future', async () => {
    expect(await verdict(authenticated(91), { maxAge: 300 })).toMatchObject(invalid('auth_time'));
  });

  test('may seem to, by clocks half a minute apart', async () => {
    expect(await verdict(authenticated(90), { maxAge: 300 })).toMatchObject({ kind: 'valid' });
  });

  // The age is what the OP compares when the request comes in; how long the answer takes does not age it.
  test('who took a minute and a half to answer is not refused for that', async () => {
    const patient = { maxAge: 60 };
    expect(await verdict(authenticated(-50), patient, later(90))).toMatchObject({ kind: 'valid' });
  });

  test('who authenticated for this request is not refused because its result was fetched late', async () => {
    expect(await verdict(authenticated(10), { maxAge: 0 }, later(100))).toMatchObject({ kind: 'valid' });
  });

  test.each([
    [30, 'valid'],
    [31, 'invalid'],
  ])('%i seconds beyond the age judged at the request is %s', async (beyond, kind) => {
    const claims = { ...authenticated(-60 - beyond), iat: epoch(later(0)) };
    expect(await verdict(claims, { maxAge: 60 }, later(0))).toMatchObject({ kind });
  });
});

test('where none was asked for, when the customer authenticated does not matter', async () => {
  for (const claims of [{}, authenticated(-1_000_000), authenticated(1_000_000)]) {
    expect(await verdict(claims, {})).toMatchObject({ kind: 'valid' });
  }
});

describe('where acr values were asked for', () => {
  const acrValues = 'urn:bank:strong urn:bank:stronger';

  test.each(['urn:bank:strong', 'urn:bank:stronger'])('%s is one of them', async (acr) => {
    expect(await verdict({ acr }, { acrValues })).toMatchObject({ kind: 'valid' });
  });

  test.each([
    undefined,
    '',
    'urn:bank',
    'urn:bank:strong ',
    'URN:BANK:STRONG',
    acrValues,
    null,
    0,
    ['urn:bank:strong'],
  ])('%j is none of them', async (acr) => {
    expect(await verdict({ acr }, { acrValues })).toMatchObject(invalid('acr'));
  });

  test('two spaces between them ask for nothing empty', async () => {
    expect(await verdict({ acr: '' }, { acrValues: 'urn:a  urn:b' })).toMatchObject(invalid('acr'));
  });

  test('a token without acr is not taken for one that says "undefined"', async () => {
    expect(await verdict({}, { acrValues: 'undefined' })).toMatchObject(invalid('acr'));
  });
});

test.each([undefined, 'urn:whatever'])('where none was asked for, acr %s does not matter', async (acr) => {
  expect(await verdict({ acr }, {})).toMatchObject({ kind: 'valid' });
});

describe('a token signed with the same key', () => {
  test.each(['at+jwt', 'logout+jwt', 'application/at+jwt', 'dpop+jwt', 'JOSE', '', 'JWT '])(
    'of the type %j is no ID token',
    async (typ) => {
      const token = await op.sign({}, { typ });
      expect(await verifyIdToken(token, op.keys, expected, now)).toMatchObject({ kind: 'invalid' });
    },
  );

  test.each(['JWT', 'jwt', undefined])('of the type %s may be one', async (typ) => {
    const token = await op.sign({}, typ === undefined ? {} : { typ });
    expect(await verifyIdToken(token, op.keys, expected, now)).toMatchObject({ kind: 'valid' });
  });

  test('with a critical header we do not know is invalid', async () => {
    const token = await op.sign();
    const [, claims, signature] = token.split('.');
    const header = Buffer.from('{"alg":"ES256","kid":"op-key","crit":["x"],"x":1}').toString('base64url');
    const verdictOf = await verifyIdToken(`${header}.${claims}.${signature}`, op.keys, expected, now);
    expect(verdictOf).toMatchObject({ kind: 'invalid' });
  });
});
