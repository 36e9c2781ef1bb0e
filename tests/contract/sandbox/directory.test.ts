import { isValidPhoneNumber } from 'libphonenumber-js/max';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Bank, openLastingBank } from './bank';
import { call } from './client';
import { directoryOf, type Row } from './directory';

let bank: Bank;
let rows: Row[];
beforeAll(async () => {
  bank = await openLastingBank();
  rows = await directoryOf(bank);
});
afterAll(() => bank.close());

test.each([
  ['no token', undefined],
  ['a wrong token', 'Bearer something-else'],
  ['another scheme', 'Basic something-else'],
])('the directory is closed to %s', async (_what, authorization) => {
  const { status, headers } = await call(`${bank.url}/directory/customers`, {
    headers: authorization ? { authorization } : {},
  });
  expect(status).toBe(401);
  expect(headers.get('www-authenticate')).toContain('Bearer');
});

test('it lists the personas under their numbers, and some four hundred others', () => {
  expect(rows.length).toBeGreaterThanOrEqual(400);
  expect(rows.slice(0, 9).map(({ id, name }) => [id, name])).toEqual([
    ['C-100001', 'Maria Alvarez'],
    ['C-100002', 'Ken Tanaka'],
    ['C-100003', 'Dora Nilsen'],
    ['C-100004', 'Nora Whitfield'],
    ['C-100005', 'Eli Okafor'],
    ['C-100006', 'Walter Brandt'],
    ['C-100007', 'Uma Lindqvist'],
    ['C-100008', 'Vera Nowak'],
    ['C-100009', 'Olga Reimann'],
  ]);
  expect(rows.slice(9).every(({ id }) => /^C-2\d{5}$/.test(id))).toBe(true);
});

test.each(['id', 'subject', 'username', 'email', 'phone'] as const)(
  'no two customers share their %s',
  (field) => {
    expect(new Set(rows.map((row) => row[field])).size).toBe(rows.length);
  },
);

test('several customers share a name, a persona among them', () => {
  const named = (name: string) => rows.filter((row) => row.name === name).length;
  expect(named('John Smith')).toBeGreaterThan(3);
  expect(named('Maria Alvarez')).toBeGreaterThan(1);
});

test('every phone number is one that can exist, in E.164', () => {
  expect(rows.map(({ phone }) => phone).filter((phone) => !isValidPhoneNumber(phone))).toEqual([]);
  expect(rows.every(({ phone }) => /^\+\d{8,15}$/.test(phone))).toBe(true);
});

test('the other fields have the shapes that were promised', () => {
  for (const row of rows) {
    expect(row.username).toMatch(/^[a-z.]+(\.\d{5})?$/);
    expect(row.email).toMatch(/^[a-z0-9.]+@mail\.example\.com$/);
    expect(Number.isNaN(Date.parse(row.customerSince))).toBe(false);
    expect(row.customerSince).toMatch(/^\d{4}-\d\d-\d\d$/);
    expect(['personal', 'business']).toContain(row.segment);
  }
});

test('it is the same at every start', async () => {
  await bank.restart();
  expect(await directoryOf(bank)).toEqual(rows);
});
