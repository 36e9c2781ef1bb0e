import type { ServerResponse } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { createHttpCustomerApi } from '@/lib/adapters/customer-api';
import { createResourceClient } from '@/lib/ciba/resource';
import { createTransport } from '@/lib/ciba/transport';
import { type HttpDouble, hangUp, json, page, startHttpDouble } from '../support/http-double';

const PATH = '/api/customers/me/sensitive-data';
const account = { id: 'a', kind: 'current', name: 'Main', iban: null, currency: 'EUR', balanceMinor: 1 };
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
  accounts: [account],
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
    const missing = { accounts: 0, transactions: 0 };
    expect(await ask()).toEqual({ kind: 'data', subject, data: { ...data, missing } });
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
    ['another form', json(200, [answer]), { kind: 'unavailable', detail: 'unexpected answer' }],
    ['no subject', json(200, { ...answer, subject: undefined }), { kind: 'unavailable' }],
  ])('that answers with %s is told apart', async (_what, handler, outcome) => {
    bank.on[PATH] = handler;
    expect(await ask()).toMatchObject(outcome);
  });

  test.each<[what: string, change: object, seen: object]>([
    [
      'a list that is none',
      { accounts: 'many', transactions: null },
      { accounts: [], transactions: [], missing: { accounts: 'all', transactions: 'all' } },
    ],
    [
      'an account of a kind nobody knows',
      { accounts: [{ ...account, kind: 'mortgage' }] },
      { accounts: [{ ...account, kind: 'other' }], missing: { accounts: 0, transactions: 0 } },
    ],
    [
      'an account nobody can read among others',
      {
        accounts: [
          account,
          { ...account, id: 'b', balanceMinor: 0.5 },
          null,
          { ...account, id: 'c', iban: 7 },
        ],
      },
      { accounts: [account, { ...account, id: 'c' }], missing: { accounts: 2, transactions: 0 } },
    ],
    [
      'a currency in small letters',
      { accounts: [{ ...account, currency: 'eur' }] },
      { accounts: [account], missing: { accounts: 0, transactions: 0 } },
    ],
    [
      'personal details that are not all there',
      {
        personal: {
          taxId: 7,
          address: { city: 'Valencia', street: null },
          phone: '',
          email: 'm@example.com',
        },
      },
      {
        personal: {
          dateOfBirth: null,
          taxId: null,
          address: { street: null, postalCode: null, city: 'Valencia', country: null },
          email: 'm@example.com',
          phone: null,
          securityNote: null,
        },
      },
    ],
    [
      'no personal details at all',
      { personal: 'none' },
      { accounts: [account], personal: { taxId: null, address: { city: null } } },
    ],
  ])('shows the rest beside %s', async (_what, change, seen) => {
    bank.on[PATH] = json(200, { ...answer, ...change });
    expect(await ask()).toMatchObject({ kind: 'data', subject: 'sub-maria', data: seen });
  });

  test('shows the first thousand of 1,001 transactions, and says how many are missing', async () => {
    const transaction = {
      bookedOn: '2026-03-02',
      description: 'x',
      accountId: 'a',
      currency: 'EUR',
      amountMinor: 1,
    };
    const transactions = Array.from({ length: 1_001 }, (_, n) => ({ ...transaction, id: String(n) }));
    bank.on[PATH] = json(200, { ...answer, transactions });
    const seen = await ask();
    if (seen.kind !== 'data') throw new Error(seen.kind);
    expect(seen.data.transactions).toEqual(transactions.slice(0, 1_000));
    expect(seen.data.missing).toEqual({ accounts: 0, transactions: 1 });
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
