import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { NextRequest } from 'next/server';
import { expect, test } from 'vitest';
import { isAhead } from '@/lib/web/ahead';
import { proxy } from '@/proxy';

const root = fileURLToPath(new URL('../../..', import.meta.url));

test.each([
  ['a click or an address', 'GET', {}, false],
  ['a page of the router', 'GET', { rsc: '1', 'sec-fetch-mode': 'cors' }, false],
  ['a prefetch', 'GET', { 'sec-purpose': 'prefetch' }, true],
  ['a prerender', 'GET', { 'sec-purpose': 'prefetch;prerender' }, true],
  ['a prefetch of an older browser', 'GET', { purpose: 'prefetch' }, true],
  ['a preview', 'GET', { 'x-purpose': 'preview' }, true],
  ['a prefetch of an older Firefox', 'GET', { 'x-moz': 'prefetch' }, true],
  ['a look at the head', 'HEAD', {}, true],
] as const)('%s is told from one that is for later', (_what, method, headers, ahead) => {
  expect(isAhead(method, new Headers(headers))).toBe(ahead);
});

const sent = async (headers: Record<string, string>, method = 'GET') => {
  const answer = await proxy(new NextRequest('http://desk.test/customers/C-1', { method, headers }));
  return { status: answer.status, ahead: answer.headers.get('x-middleware-request-x-countersign-ahead') };
};

test('a page that would be shown later without another request is not made', async () => {
  expect((await sent({ 'sec-purpose': 'prefetch;prerender' })).status).toBe(503);
  expect((await sent({ 'sec-purpose': 'prefetch' })).status).toBe(503);
});

test('a page is told by the proxy whether it is made ahead of time, and by nobody else', async () => {
  expect(await sent({ purpose: 'prefetch' })).toEqual({ status: 200, ahead: 'true' });
  expect(await sent({}, 'HEAD')).toEqual({ status: 200, ahead: 'true' });
  expect(await sent({ 'x-countersign-ahead': 'true' })).toEqual({ status: 200, ahead: 'false' });
});

test('no page of the desk fetches another one ahead: it could not be told from going there', () => {
  const sources = ['app', 'components'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.tsx') || file.endsWith('.ts'))
      .map((file) => [`${folder}/${file}`, readFileSync(path.join(root, folder, file), 'utf8')] as const),
  );
  const links = sources.flatMap(([file, text]) =>
    [...text.matchAll(/<Link\b.*?>/gs)].map(([link]) => ({ file, link })),
  );
  expect(links.length).toBeGreaterThan(30);
  expect(links.filter(({ link }) => !link.includes('prefetch={false}'))).toEqual([]);
  expect(sources.filter(([, text]) => /\.prefetch\(|rel="(?:prefetch|prerender)"/.test(text))).toEqual([]);
});
