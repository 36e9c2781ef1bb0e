import { setTimeout as sleep } from 'node:timers/promises';
import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, openBank, openLastingBank } from './bank';
import { ask, askAndGetId, call, outcome, phoneOf, poll } from './client';
import { subjectOf } from './directory';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

async function idTokenOf(token: unknown) {
  const keys = createRemoteJWKSet(new URL(`${bank.url}/op/jwks`));
  const { payload } = await jwtVerify(String(token), keys, {
    issuer: `${bank.url}/op`,
    audience: 'countersign',
  });
  return payload;
}

async function accessTokenOf(token: unknown) {
  const keys = createRemoteJWKSet(new URL(`${bank.url}/op/jwks`));
  const { payload } = await jwtVerify(String(token), keys, { typ: 'at+jwt', audience: `${bank.url}/api` });
  return payload;
}

describe('the metadata', () => {
  test('names the endpoints under the issuer, whatever host the request named', async () => {
    const { status, body } = await call(`http://127.0.0.1:${bank.port}/op/.well-known/openid-configuration`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      issuer: `${bank.url}/op`,
      token_endpoint: `${bank.url}/op/token`,
      jwks_uri: `${bank.url}/op/jwks`,
      revocation_endpoint: `${bank.url}/op/token/revocation`,
      backchannel_authentication_endpoint: `${bank.url}/op/backchannel`,
      backchannel_token_delivery_modes_supported: ['poll', 'ping', 'push'],
      backchannel_user_code_parameter_supported: true,
      acr_values_supported: ['urn:alder:acr:device', 'urn:alder:acr:device-pin'],
      authorization_details_types_supported: ['wire_transfer'],
    });
  });
});

describe('a request', () => {
  test('is acknowledged with an interval and the expiry that was asked for', async () => {
    const { status, body } = await ask(bank, { requested_expiry: '45' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ interval: 0.5, expires_in: 45 });
    expect(body.auth_req_id).toMatch(/^[\w.-]{22,}$/);
  });

  test.each(['x'.repeat(100), "Pay €1,250.00 to Łukasz (O'Neill & Søn) …3000: code 123-456"])(
    'may say "%s"',
    async (binding_message) => {
      expect((await ask(bank, { binding_message })).status).toBe(200);
      await (await phoneOf(bank, 'maria')).press({ approved: false });
    },
  );

  test.each(['subject', 'username', 'email', 'phone'] as const)('finds the customer by %s', async (field) => {
    const hint = await subjectOf(bank, 'C-100001', field);
    expect((await ask(bank, { login_hint: hint })).status).toBe(200);
  });

  test('finds a phone number however it is written', async () => {
    expect((await ask(bank, { login_hint: '+34 612-345-001' })).status).toBe(200);
  });

  test.each([
    ['somebody unknown', { login_hint: 'nobody' }, 'unknown_user_id'],
    ['a customer who left', { login_hint: 'uma.lindqvist' }, 'unknown_user_id'],
    ['a customer without a device', { login_hint: 'eli.okafor' }, 'unauthorized_client'],
    ['a message too long', { binding_message: 'x'.repeat(101) }, 'invalid_binding_message'],
    ['a message with other signs', { binding_message: 'Pay 5 * 5' }, 'invalid_binding_message'],
    ['a message of other letters', { binding_message: 'Перевод' }, 'invalid_binding_message'],
    ['a message with letters that are signs', { binding_message: '5×5' }, 'invalid_binding_message'],
    ['a message of two lines', { binding_message: 'one\ntwo' }, 'invalid_binding_message'],
    ['a foreign resource', { resource: 'https://other.example/api' }, 'invalid_target'],
    ['an odd expiry', { requested_expiry: '-5' }, 'invalid_request'],
  ])('for %s is refused', async (_what, params, error) => {
    const { status, body } = await ask(bank, params);
    expect({ status, error: body.error }).toEqual({ status: 400, error });
  });

  test('for a customer without a device says so', async () => {
    const { body } = await ask(bank, { login_hint: 'eli.okafor' });
    expect(body.error_description).toBe('the customer has no device enrolled');
  });

  test('with a wrong secret is refused', async () => {
    const headers = { authorization: `Basic ${btoa('countersign:wrong')}` };
    const { status, body } = await call(`${bank.url}/op/backchannel`, {
      method: 'POST',
      headers,
      body: new URLSearchParams({ scope: 'openid', login_hint: 'maria.alvarez' }),
    });
    expect({ status, error: body.error }).toEqual({ status: 401, error: 'invalid_client' });
  });

  test('to Nora lives twenty seconds at most', async () => {
    const { body } = await ask(bank, { login_hint: 'nora.whitfield', requested_expiry: '300' });
    expect(body.expires_in).toBe(20);
  });

  test('is announced with a link to the phone', async () => {
    await ask(bank, { binding_message: 'Code 987 654' });
    expect(bank.notices).toContainEqual(
      expect.objectContaining({
        customer: expect.objectContaining({ name: 'Maria Alvarez' }),
        bindingMessage: 'Code 987 654',
        link: `${bank.url}/phone?customer=maria`,
      }),
    );
  });
});

describe('polling', () => {
  test('hears that the customer has not answered yet', async () => {
    const { status, body } = await poll(bank, await askAndGetId(bank));
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'authorization_pending' });
  });

  test('faster than the interval hears slow_down, for this request only', async () => {
    const patient = await openBank({ interval: 60 });
    const [id, other] = [await askAndGetId(patient), await askAndGetId(patient)];
    expect((await poll(patient, id)).body.error).toBe('authorization_pending');
    expect(await poll(patient, id)).toMatchObject({ status: 400, body: { error: 'slow_down' } });
    expect((await poll(patient, other)).body.error).toBe('authorization_pending');
  });

  test('too fast after the approval costs nothing: the next poll in time gets the tokens', async () => {
    const slower = await openBank({ interval: 2 });
    const id = await askAndGetId(slower);
    const phone = await phoneOf(slower, 'maria');
    await poll(slower, id);
    await phone.press({ approved: true });
    expect((await poll(slower, id)).body.error).toBe('slow_down');
    await sleep(2000);
    expect((await poll(slower, id)).status).toBe(200);
  });

  test('an expired request hears expired_token', async () => {
    const id = await askAndGetId(bank, { requested_expiry: '1' });
    expect(await outcome(bank, id)).toMatchObject({ status: 400, body: { error: 'expired_token' } });
  });

  test('an unknown request hears invalid_grant', async () => {
    expect(await poll(bank, 'never-issued')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
  });
});

describe('the customer', () => {
  test('approves: the tokens are hers, for the customer API, with the scopes asked for', async () => {
    const id = await askAndGetId(bank);
    await (await phoneOf(bank, 'maria')).press({ approved: true });
    const { status, body } = await poll(bank, id);
    const subject = await subjectOf(bank, 'C-100001');
    expect(status).toBe(200);
    expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'read:sensitive-data' });
    expect((await idTokenOf(body.id_token)).sub).toBe(subject);
    expect(await accessTokenOf(body.access_token)).toMatchObject({
      sub: subject,
      scope: 'read:sensitive-data',
      client_id: 'countersign',
      iss: `${bank.url}/op`,
    });
  });

  test('approves once: a second exchange is refused', async () => {
    const id = await askAndGetId(bank, { login_hint: 'ken.tanaka' });
    expect((await outcome(bank, id)).status).toBe(200);
    await sleep(500);
    expect((await poll(bank, id)).body.error).toBe('invalid_grant');
  });

  test('denies: the client hears access_denied', async () => {
    const id = await askAndGetId(bank);
    await (await phoneOf(bank, 'maria')).press({ approved: false });
    const { status, body } = await poll(bank, id);
    expect({ status, error: body.error }).toEqual({ status: 400, error: 'access_denied' });
    expect(body.error_description).not.toBe('fraud_reported');
  });

  test('is not on a call: the client hears that a fraud was reported', async () => {
    const id = await askAndGetId(bank);
    await (await phoneOf(bank, 'maria')).press({ approved: false, reason: 'not_me' });
    expect(await poll(bank, id)).toMatchObject({
      status: 400,
      body: { error: 'access_denied', error_description: 'fraud_reported' },
    });
  });
});

describe('the personas', () => {
  test('Ken approves by himself', async () => {
    const id = await askAndGetId(bank, { login_hint: 'ken.tanaka' });
    expect((await outcome(bank, id)).status).toBe(200);
  });

  test('Dora denies by herself', async () => {
    const id = await askAndGetId(bank, { login_hint: 'dora.nilsen' });
    expect((await outcome(bank, id)).body.error).toBe('access_denied');
  });

  test("Walter's device answers for somebody else, in both tokens", async () => {
    const id = await askAndGetId(bank, { login_hint: 'walter.brandt' });
    const { body } = await outcome(bank, id);
    const another = await subjectOf(bank, 'C-205398');
    expect((await idTokenOf(body.id_token)).sub).toBe(another);
    expect((await accessTokenOf(body.access_token)).sub).toBe(another);
  });
});

describe('a restart', () => {
  test('loses no pending request, no answer of a persona and no key', async () => {
    const restless = await openBank({ personaDelayScale: 0.2 });
    const [hers, his] = [
      await askAndGetId(restless),
      await askAndGetId(restless, { login_hint: 'ken.tanaka' }),
    ];
    const keys = await call(`${restless.url}/op/jwks`);
    await restless.restart();
    expect((await call(`${restless.url}/op/jwks`)).body).toEqual(keys.body);
    await (await phoneOf(restless, 'maria')).press({ approved: true });
    expect((await poll(restless, hers)).status).toBe(200);
    expect((await outcome(restless, his)).status).toBe(200);
  });
});
