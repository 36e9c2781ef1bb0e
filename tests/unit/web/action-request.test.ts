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
    ['more than three arguments', '["a","b","c","d"]'],
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
    isSameOrigin(new Headers({ host: 'desk.example', ...headers }));

  test('comes from a page of ours, or from a program', () => {
    expect(from({ origin: 'https://desk.example' })).toBe(true);
    expect(from({})).toBe(true);
    expect(
      from({ host: '10.0.0.1', 'x-forwarded-host': 'desk.example', origin: 'https://desk.example' }),
    ).toBe(true);
  });

  test.each([
    'https://evil.example',
    'null',
    'https://desk.example.evil.example',
    'https://desk.example:444',
  ])('is refused from %s', (origin) => expect(from({ origin })).toBe(false));
});
