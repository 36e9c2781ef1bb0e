import { describe, expect, test } from 'vitest';
import { isActionBody } from '@/lib/web/action-request';
import { isSameOrigin } from '@/lib/web/same-origin';

describe('the body of an action', () => {
  const type = 'text/plain;charset=UTF-8';

  test.each([
    '[]',
    '["C-100001"]',
    '["ver_abcdefghijklmnopqrstuv"]',
    '["C-100001","4711"]',
    '["C-100001","4711","CALL-7"]',
    '["C-100001","",""]',
    // A text that begins with a dollar sign is sent with two.
    '["C-100001","$$4711"]',
    JSON.stringify(['x'.repeat(100), '"'.repeat(128), '"'.repeat(64)]),
  ])('is taken as our pages send it: %s', (body) => {
    expect(isActionBody(type, body)).toBe(true);
  });

  test.each([
    ['broken JSON', '[{'],
    ['bytes', '\0\x01\xff'],
    ['nothing', ''],
    ['a reference into the body', '["$F1"]'],
    ['a reference beside a text', '["C-100001","$F1"]'],
    ['nothing that was said', '["C-100001","$undefined"]'],
    ['more than four arguments', '["a","b","c","d","e"]'],
    ['an object', '[{"id":"C-100001"}]'],
    ['an object beside a text', '["C-100001",{"$ne":null}]'],
    ['a list in the list', '["C-100001",["4711"]]'],
    ['a number beside a text', '["C-100001",4711]'],
    ['no list', '"C-100001"'],
    ['far too much', `["${'a'.repeat(2000)}"]`],
  ])('is refused when it is %s', (_, body) => {
    expect(isActionBody(type, body)).toBe(false);
  });

  test.each([null, 'multipart/form-data', 'application/json'])('is refused as %s', (contentType) => {
    expect(isActionBody(contentType, '[]')).toBe(false);
  });
});

describe('a request that changes something', () => {
  const from = (headers: Record<string, string>) =>
    isSameOrigin(new Headers({ host: 'desk.example', ...headers }), 'https://desk.bank.example');

  test('comes from a page of ours, or from a program', () => {
    expect(from({ origin: 'https://desk.example' })).toBe(true);
    expect(from({})).toBe(true);
    expect(
      from({ host: '10.0.0.1', 'x-forwarded-host': 'desk.example', origin: 'https://desk.example' }),
    ).toBe(true);
  });

  test.each([
    { host: '10.0.0.1:3000', origin: 'https://desk.bank.example' },
    { host: '10.0.0.1', 'x-forwarded-host': 'desk.example:443', origin: 'https://desk.example' },
    { host: '10.0.0.1', 'x-forwarded-host': 'Desk.Example', origin: 'https://desk.example' },
    { host: '10.0.0.1', 'x-forwarded-host': 'desk.example, proxy.internal', origin: 'https://desk.example' },
    {
      host: '10.0.0.1',
      'x-forwarded-host': 'proxy.internal,desk.example:443',
      origin: 'https://desk.example',
    },
    { host: 'localhost:80', origin: 'http://localhost' },
    { host: '[::1]:3000', origin: 'http://[::1]:3000' },
    { host: '10.0.0.1', 'x-forwarded-host': '', origin: 'https://desk.bank.example' },
  ])('comes from a page of ours, however the host is written: %j', (headers) => {
    expect(from(headers)).toBe(true);
  });

  test.each([
    { 'x-forwarded-host': 'desk.example:444', host: 'x', origin: 'https://desk.example' },
    { 'x-forwarded-host': 'evil.example@desk.example/', host: 'x', origin: 'https://evil.example' },
    { host: 'null', origin: 'null' },
    { host: 'desk.example', origin: 'ftp://desk.example' },
    { host: 'x', origin: 'http://desk.bank.example' },
    { host: 'x', origin: '' },
  ])('is refused from what only looks alike: %j', (headers) => {
    expect(from(headers)).toBe(false);
  });

  test.each([
    'https://evil.example',
    'null',
    'https://desk.example.evil.example',
    'https://desk.example:444',
  ])('is refused from %s', (origin) => expect(from({ origin })).toBe(false));
});
