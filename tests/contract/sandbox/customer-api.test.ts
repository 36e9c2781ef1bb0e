import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, openLastingBank } from './bank';
import { askAndGetId, basic, call, outcome, revoke, sensitiveData } from './client';
import { subjectOf } from './directory';
import { forgedToken } from './forged-token';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

async function tokenFor(scope: string): Promise<string> {
  const id = await askAndGetId(bank, { login_hint: 'ken.tanaka', scope });
  return String((await outcome(bank, id)).body.access_token);
}

async function forge(change: Record<string, unknown>, typ?: string): Promise<string> {
  const sub = await subjectOf(bank, 'C-100002');
  return forgedToken(bank, { sub, scope: 'read:sensitive-data', ...change }, typ);
}

describe('sensitive data', () => {
  test('is given for a fresh token, about its subject, and may not be stored', async () => {
    const { status, headers, body } = await sensitiveData(bank, await tokenFor('openid read:sensitive-data'));
    expect(status).toBe(200);
    expect(headers.get('cache-control')).toBe('no-store');
    expect(body.subject).toBe(await subjectOf(bank, 'C-100002'));
    expect(body.personal).toMatchObject({
      dateOfBirth: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      taxId: expect.any(String),
      address: {
        street: expect.any(String),
        postalCode: expect.any(String),
        city: 'Osaka',
        country: 'JP',
      },
      phone: '+819012345002',
    });
    expect(body.accounts).toEqual(
      expect.arrayContaining([expect.objectContaining({ kind: 'current', currency: 'EUR' })]),
    );
    expect(body.transactions).toHaveLength(12);
  });

  test('has account numbers whose check digits are right', async () => {
    const { body } = await sensitiveData(bank, await forge({}));
    const ibans = (body.accounts as { iban: string | null }[]).flatMap(({ iban }) => iban ?? []);
    expect(ibans.length).toBeGreaterThan(0);
    for (const iban of ibans) {
      const digits = `${iban.slice(4)}${iban.slice(0, 4)}`.replace(/[A-Z]/g, (c) =>
        String(c.charCodeAt(0) - 55),
      );
      expect(BigInt(digits) % 97n).toBe(1n);
    }
  });

  test('is refused without a token', async () => {
    const { status, headers } = await call(`${bank.url}/api/customers/me/sensitive-data`);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toBe('Bearer realm="customer-api"');
  });

  test('is refused without the scope, and the challenge names it', async () => {
    const { status, headers, body } = await sensitiveData(
      bank,
      await tokenFor('openid my_wire_transfer_scope'),
    );
    expect({ status, error: body.error }).toEqual({ status: 403, error: 'insufficient_scope' });
    expect(headers.get('www-authenticate')).toContain('scope="read:sensitive-data"');
  });

  test.each([
    ['another audience', { aud: 'https://other.example' }],
    ['another issuer', { iss: 'https://other.example' }],
    ['an expiry in the past', { exp: 1 }],
  ])('is refused for a token with %s', async (_what, change) => {
    expect((await sensitiveData(bank, await forge({}))).status).toBe(200);
    expect(await sensitiveData(bank, await forge(change))).toMatchObject({
      status: 401,
      body: { error: 'invalid_token' },
    });
  });

  test('is refused for an ID token, and for a token somebody changed', async () => {
    expect((await sensitiveData(bank, await forge({}, 'JWT'))).status).toBe(401);
    const [header, , signature] = (await forge({})).split('.');
    const [, other] = (await forge({ sub: 'somebody-else' })).split('.');
    expect((await sensitiveData(bank, `${header}.${other}.${signature}`)).status).toBe(401);
  });
});

describe('revocation', () => {
  test('of an access token closes the API to it, also after a restart', async () => {
    const token = await tokenFor('openid read:sensitive-data');
    const other = await tokenFor('openid read:sensitive-data');
    expect((await sensitiveData(bank, token)).status).toBe(200);
    expect((await revoke(bank, token)).status).toBe(200);
    expect(await sensitiveData(bank, token)).toMatchObject({ status: 401, body: { error: 'invalid_token' } });
    expect((await sensitiveData(bank, other)).status).toBe(200);
    await bank.restart();
    expect((await sensitiveData(bank, token)).status).toBe(401);
  });

  test('needs the client that owns the token', async () => {
    const token = await tokenFor('openid read:sensitive-data');
    expect((await revoke(bank, token, basic('countersign', 'wrong'))).status).toBe(401);
    expect((await sensitiveData(bank, token)).status).toBe(200);
    const foreign = await forge({ client_id: 'other', jti: 'foreign' });
    expect((await revoke(bank, foreign)).status).toBe(200);
    expect((await sensitiveData(bank, foreign)).status).toBe(200);
  });

  test('of nonsense is answered like any other', async () => {
    expect((await revoke(bank, 'nonsense')).status).toBe(200);
    expect((await revoke(bank, 'eyJhbGciOiJub25lIn0.e30.')).status).toBe(200);
  });
});
