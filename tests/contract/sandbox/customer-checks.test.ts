import { readFileSync } from 'node:fs';
import { decodeJwt, importPKCS8, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sandboxCredentials } from '../../support/sandbox-credentials';
import type { Bank } from './bank';
import { ask, askAndGetId, outcome, phoneOf, poll } from './client';
import { subjectOf } from './directory';
import { openFullBank } from './full-bank';
import { newTransfer } from './transfer';

let bank: Bank;
let subject: string;
beforeAll(async () => {
  bank = await openFullBank();
  subject = await subjectOf(bank, 'C-100001');
});
afterAll(() => bank.close());

async function answerTo(params: Record<string, string>): Promise<unknown> {
  const { status, body } = await ask(bank, params);
  return status === 200 ? 'acknowledged' : body.error;
}

describe('login_hint', () => {
  test.each(['C-100001', 'c-100001', '+34612345001', 'maria.alvarez@mail.example.com'])(
    'names Maria with %s',
    async (login_hint) => {
      await ask(bank, { login_hint });
      const [latest] = await (await phoneOf(bank, 'maria')).pending();
      expect(latest).toBeDefined();
      await (await phoneOf(bank, 'maria')).press({ approved: false });
    },
  );

  test.each(['', '/'])('names her with issuer and subject, the issuer ending in "%s"', async (end) => {
    const hint = { format: 'iss_sub', iss: `${bank.url}/op${end}`, sub: subject };
    expect(await answerTo({ login_hint: JSON.stringify(hint) })).toBe('acknowledged');
  });

  test.each([
    ['another issuer', () => ({ format: 'iss_sub', iss: 'https://other.example', sub: subject })],
    ['another subject', () => ({ format: 'iss_sub', iss: `${bank.url}/op`, sub: 'nobody' })],
    ['an unknown format', () => ({ format: 'did', url: 'did:example:1' })],
  ])('knows nobody by %s', async (_what, hint) => {
    expect(await answerTo({ login_hint: JSON.stringify(hint()) })).toBe('unknown_user_id');
  });

  test('that is broken JSON knows nobody', async () => {
    expect(await answerTo({ login_hint: '{"format":' })).toBe('unknown_user_id');
  });
});

describe('login_hint_token', () => {
  async function hintToken(claims: JWTPayload, keyFile?: string): Promise<string> {
    const { clientKey } = await sandboxCredentials();
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({ iss: 'countersign', aud: `${bank.url}/op`, iat: now, exp: now + 60, ...claims })
      .setProtectedHeader({ alg: 'ES256' })
      .sign(await importPKCS8(readFileSync(keyFile ?? clientKey, 'utf8'), 'ES256'));
  }

  async function answerToToken(login_hint_token: string): Promise<unknown> {
    return answerTo({ login_hint: '', login_hint_token });
  }

  test.each([
    ['issuer and subject', () => ({ format: 'iss_sub', iss: `${bank.url}/op`, sub: subject })],
    ['e-mail address', () => ({ format: 'email', email: 'maria.alvarez@mail.example.com' })],
    ['phone number', () => ({ format: 'phone_number', phone_number: '+34612345001' })],
    ['customer number', () => ({ format: 'opaque', id: 'C-100001' })],
  ])('names a customer by %s', async (_what, sub_id) => {
    expect(await answerToToken(await hintToken({ sub_id: sub_id() }))).toBe('acknowledged');
  });

  const maria = { format: 'opaque', id: 'C-100001' };
  test.each([
    ['that is over', { sub_id: maria, exp: 1 }, 'expired_login_hint_token'],
    ['for nobody', { sub_id: { format: 'opaque', id: 'nobody' } }, 'unknown_user_id'],
    ['without a subject identifier', {}, 'invalid_request'],
    ['of another client', { sub_id: maria, iss: 'other' }, 'invalid_request'],
    ['for another bank', { sub_id: maria, aud: 'https://other.example' }, 'invalid_request'],
  ])('%s is refused', async (_what, claims, error) => {
    expect(await answerToToken(await hintToken(claims))).toBe(error);
  });

  test('signed with somebody else’s key is refused', async () => {
    const { clientCertKey } = await sandboxCredentials();
    expect(await answerToToken(await hintToken({ sub_id: maria }, clientCertKey))).toBe('invalid_request');
  });
});

describe('id_token_hint', () => {
  async function idToken(): Promise<string> {
    const id = await askAndGetId(bank, { login_hint: 'ken.tanaka' });
    return String((await outcome(bank, id)).body.id_token);
  }

  test('names the customer of an earlier verification', async () => {
    expect(await answerTo({ login_hint: '', id_token_hint: await idToken() })).toBe('acknowledged');
  });

  test('that somebody changed is refused', async () => {
    const [header, payload, signature] = (await idToken()).split('.');
    const forged = `${header}.${Buffer.from(JSON.stringify({ sub: subject })).toString('base64url')}.${signature}`;
    expect(payload).toBeDefined();
    expect(await answerTo({ login_hint: '', id_token_hint: forged })).toBe('invalid_request');
  });
});

test('two hints at once, or none, are refused', async () => {
  expect(await answerTo({ id_token_hint: 'x' })).toBe('invalid_request');
  expect(await answerTo({ login_hint: '' })).toBe('invalid_request');
});

describe('a user code', () => {
  test.each([
    ['missing', {}, 'missing_user_code'],
    ['wrong', { user_code: '0000' }, 'invalid_user_code'],
    ['right', { user_code: '4711' }, 'acknowledged'],
  ])('of Vera that is %s', async (_what, params, expected) => {
    expect(await answerTo({ login_hint: 'vera.nowak', ...params })).toBe(expected);
  });

  test('is not asked of anybody else', async () => {
    expect(await answerTo({ user_code: 'anything' })).toBe('acknowledged');
  });
});

describe('the ID token', () => {
  async function claimsFor(params: Record<string, string>): Promise<JWTPayload> {
    const id = await askAndGetId(bank, params);
    await (await phoneOf(bank, 'maria')).press({ approved: true });
    return decodeJwt(String((await poll(bank, id)).body.id_token));
  }

  test.each([
    ['urn:alder:acr:device-pin', 'urn:alder:acr:device-pin'],
    ['urn:other urn:alder:acr:device', 'urn:alder:acr:device'],
    ['urn:other', 'urn:alder:acr:device'],
  ])('asked for %s says %s', async (acr_values, acr) => {
    expect(await claimsFor({ acr_values })).toMatchObject({ acr });
  });

  test('says no acr that nobody asked for, and always when the customer answered', async () => {
    const claims = await claimsFor({});
    expect(claims).not.toHaveProperty('acr');
    expect(Number(claims.auth_time)).toBeCloseTo(Date.now() / 1000, -1);
  });

  test('says when the customer answered to a client that asks for it', async () => {
    expect(await claimsFor({ max_age: '60' })).toHaveProperty('auth_time');
  });
});

describe('authorization_details', () => {
  const transfer = newTransfer({
    instructedAmount: { amount: '1250000.50', currency: 'EUR' },
    creditorName: 'Lena <Vogt>',
    remittanceInformationUnstructured: 'Flat',
  });
  const params = (...details: unknown[]) => ({ authorization_details: JSON.stringify(details) });

  test('of a transfer are shown on the phone, and are in the access token', async () => {
    const id = await askAndGetId(bank, { ...params(transfer), scope: 'openid my_wire_transfer_scope' });
    const phone = await phoneOf(bank, 'maria');
    const [request] = await phone.pending();
    const words = 'Send 1,250,000.50 EUR to Lena <Vogt>, account DE89 3704 0044 0532 0130 00, for “Flat”';
    expect(request?.asks).toEqual([words, 'Authorise the transfer you are talking about']);
    await phone.press({ approved: true });
    const { body } = await poll(bank, id);
    expect(body.authorization_details).toEqual([transfer]);
    expect(decodeJwt(String(body.access_token)).authorization_details).toEqual([transfer]);
  });

  test.each([
    ['another type', { type: 'loan' }],
    ['an odd name for itself', { transferId: 'trf_1' }],
    ['the edition before the first', { edition: 0 }],
    ['no customer', { customerId: undefined }],
    ['an account number that is no IBAN', { creditorAccount: { iban: 'nonsense' } }],
    ['an IBAN whose check digits are wrong', { creditorAccount: { iban: 'DE88370400440532013000' } }],
    ['a number without its bank', { creditorAccount: { number: '12345678' } }],
    ['no amount', { instructedAmount: undefined }],
    ['an amount that is a number', { instructedAmount: { amount: 12.5, currency: 'EUR' } }],
    ['more decimals than yen have', { instructedAmount: { amount: '12.50', currency: 'JPY' } }],
    ['an unknown currency', { instructedAmount: { amount: '12.50', currency: 'ABC' } }],
    ['no account', { creditorAccount: {} }],
    ['nothing that says where the money comes from', { debtorAccount: undefined }],
    ['a name with an invisible sign', { creditorName: 'Lena\u202eVogt' }],
    ['an empty reference', { remittanceInformationUnstructured: '' }],
    ['one member more', { urgent: true }],
  ])('with %s are refused', async (_what, change) => {
    expect(await answerTo(params(newTransfer({})))).toBe('acknowledged');
    expect(await answerTo(params(newTransfer(change)))).toBe('invalid_authorization_details');
  });

  test('with a hash of something else are refused', async () => {
    const { hash } = newTransfer({});
    expect(await answerTo(params({ ...transfer, hash }))).toBe('invalid_authorization_details');
  });

  test('reach programs that play the phone as they were sent', async () => {
    await ask(bank, params(transfer));
    const phone = await phoneOf(bank, 'maria');
    expect((await phone.pending())[0]?.details).toEqual([transfer]);
    await phone.press({ approved: false });
  });

  test('of several transfers are all shown', async () => {
    await ask(bank, params(transfer, newTransfer({ creditorName: 'Somebody else' })));
    const phone = await phoneOf(bank, 'maria');
    const [request] = await phone.pending();
    expect(request?.asks).toEqual(
      expect.arrayContaining([expect.stringContaining('Lena'), expect.stringContaining('Somebody else')]),
    );
    await phone.press({ approved: false });
  });

  test('that are no JSON are refused', async () => {
    expect(await answerTo({ authorization_details: '[{' })).toBe('invalid_authorization_details');
  });
});
