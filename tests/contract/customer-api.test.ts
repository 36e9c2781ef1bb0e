import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpCustomerApi } from '@/lib/adapters/customer-api';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { type HttpDouble, hangUp, json, page, startHttpDouble } from '../support/http-double';

const PATH = '/api/customers/me/sensitive-data';
const answer = {
  subject: 'sub-maria',
  personal: {
    dateOfBirth: '1980-01-01',
    taxId: 'X1234567',
    address: { street: 'Calle Mayor 1', postalCode: '46001', city: 'Valencia', country: 'ES' },
    email: 'maria@example.com',
    phone: '+34612345001',
    securityNote: null,
  },
  accounts: [{ id: 'a', kind: 'current', name: 'Main', iban: null, currency: 'EUR', balanceMinor: 1 }],
  transactions: [],
};

let bank: HttpDouble;
beforeEach(async () => {
  bank = await startHttpDouble();
});
afterEach(() => bank.close());

const ask = () =>
  createHttpCustomerApi(`${bank.url}/api`, createResourceClient(createTransport())).sensitiveData({
    accessToken: 'the-access-token',
    expiresIn: 300,
  });

describe('the customer API', () => {
  test('is asked with the token in the header, never in the address', async () => {
    bank.on[PATH] = json(200, answer);
    const { subject, ...data } = answer;
    expect(await ask()).toEqual({ kind: 'data', subject, data });
    expect(bank.received).toMatchObject([
      { url: PATH, headers: { authorization: 'Bearer the-access-token' } },
    ]);
  });

  test('is read although it packs what nobody asked it to pack', async () => {
    bank.on[PATH] = (_request, response) =>
      void response
        .writeHead(200, { 'content-encoding': 'gzip' })
        .end(gzipSync(`\uFEFF${JSON.stringify(answer)}`));
    expect(await ask()).toMatchObject({ kind: 'data', subject: 'sub-maria' });
  });

  test('gives nothing on that was not expected', async () => {
    bank.on[PATH] = json(200, {
      ...answer,
      password: 'secret',
      personal: { ...answer.personal, pin: '1234' },
    });
    expect(JSON.stringify(await ask())).not.toMatch(/secret|1234"/);
  });

  test.each([
    ['401', json(401, {}), { kind: 'token_refused' }],
    ['403', json(403, {}), { kind: 'not_allowed' }],
    ['503', page(503), { kind: 'unavailable', detail: 'HTTP 503' }],
    ['a page of HTML', page(200), { kind: 'unavailable', detail: 'unexpected answer' }],
    [
      'letters that are none',
      (_request: unknown, response: ServerResponse) =>
        void response.end(Buffer.from(JSON.stringify(answer).replace('Valencia', 'M\xe1laga'), 'latin1')),
      { kind: 'unavailable', detail: 'not UTF-8' },
    ],
    ['a torn line', hangUp, { kind: 'unavailable' }],
    [
      'another form',
      json(200, { ...answer, accounts: 'many' }),
      { kind: 'unavailable', detail: 'unexpected answer' },
    ],
    [
      'amounts that are not whole',
      json(200, { ...answer, accounts: [{ ...answer.accounts[0], balanceMinor: 0.5 }] }),
      { kind: 'unavailable' },
    ],
    ['no subject', json(200, { ...answer, subject: undefined }), { kind: 'unavailable' }],
  ])('that answers with %s is told apart', async (_what, handler, outcome) => {
    bank.on[PATH] = handler;
    expect(await ask()).toMatchObject(outcome);
  });

  test('that sends us elsewhere is not followed: the token stays here', async () => {
    bank.on[PATH] = page(302, { location: `${bank.url}/elsewhere` });
    expect(await ask()).toMatchObject({ kind: 'unavailable' });
    expect(bank.received).toHaveLength(1);
  });

  test('that repeats the data in an error is not repeated', async () => {
    bank.on[PATH] = (_request, response) => void response.writeHead(200).end('X1234567 is no JSON');
    expect(JSON.stringify(await ask())).not.toContain('X1234567');
  });
});
