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
    ['{"a":1}', { 'content-type': 'Application/JSON ;charset=utf-8' }],
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
    ['longer than it says', sent(`{"a":"${'x'.repeat(16_384)}"}`, { 'content-length': '9' })],
  ])('that is %s is refused', async (_what, request) => {
    await expect(jsonBody(request)).rejects.toMatchObject({ code: 'invalid_input' });
  });

  /** In pieces, without a word of how long it is. */
  const chunked = (piece: string, times: number) => {
    let pulled = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (pulled++ < times) controller.enqueue(new TextEncoder().encode(piece));
        else controller.close();
      },
    });
    const request = new Request('http://desk.example/api/transfers', {
      method: 'PUT',
      body,
      duplex: 'half',
      headers: { 'content-type': 'application/json' },
    } as RequestInit);
    return { request, pulled: () => pulled };
  };

  test('is read in chunks', async () => {
    expect(await jsonBody(chunked('[1]', 1).request)).toEqual([1]);
  });

  test('is not read beyond its limit', async () => {
    const { request, pulled } = chunked(' '.repeat(1_024), 1_000_000);
    await expect(jsonBody(request)).rejects.toMatchObject({ code: 'invalid_input' });
    expect(pulled()).toBeLessThan(30);
  });
});
