import { describe, expect, test } from 'vitest';
import { jsonBody } from '@/lib/web/json-body';

function sent(body: string, headers: Record<string, string> = {}): Request {
  return new Request('http://desk.example/api/transfers', {
    method: 'POST',
    body,
    headers: {
      'content-type': 'application/json',
      'content-length': String(Buffer.byteLength(body)),
      ...headers,
    },
  });
}

describe('a body of JSON', () => {
  test.each([
    ['{"a":1}', {}],
    ['{"a":1}', { 'content-type': 'application/json; charset=utf-8' }],
    [`{"a":"${'x'.repeat(16_000)}"}`, {}],
  ])('is read, and looked at no further: %#', async (body, headers) => {
    expect(await jsonBody(sent(body, headers))).toEqual(JSON.parse(body));
  });

  test.each<[string, Request]>([
    ['broken', sent('{"a":')],
    ['empty', sent('')],
    ['a form', sent('{}', { 'content-type': 'application/x-www-form-urlencoded' })],
    ['text, which a page elsewhere may send unasked', sent('{}', { 'content-type': 'text/plain' })],
    ['something that only looks like JSON', sent('{}', { 'content-type': 'application/jsonp' })],
    ['too long', sent(`{"a":"${'x'.repeat(16_384)}"}`)],
    ['of a length that is no number', sent('{}', { 'content-length': 'x' })],
  ])('that is %s is refused', async (_what, request) => {
    await expect(jsonBody(request)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('that does not say how long it is is refused', async () => {
    const request = sent('{}');
    request.headers.delete('content-length');
    await expect(jsonBody(request)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});
