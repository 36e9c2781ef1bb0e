import { createServer, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { limitRequest } from '@/lib/web/request-limits';

let server: Server;
/** What got through to who answers. */
let received: number;
beforeEach(async () => {
  received = 0;
  server = createServer((incoming, response) => {
    limitRequest(incoming, response);
    incoming.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    incoming.on('end', () => response.headersSent || response.end('read'));
    incoming.on('error', () => {});
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterEach(() => {
  vi.useRealTimers();
  server.closeAllConnections();
  server.close();
});

function post(headers: Record<string, string>) {
  const { port } = server.address() as AddressInfo; // listening on TCP
  const sent = request({ port, host: '127.0.0.1', method: 'POST', headers });
  const status = new Promise<number | string>((resolve) => {
    sent.on('response', (response) => resolve(response.resume().statusCode ?? 0));
    sent.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  return { sent, status };
}

test('a body of ordinary length is read', async () => {
  const { sent, status } = post({});
  sent.end('x'.repeat(200_000));
  expect(await status).toBe(200);
  expect(received).toBe(200_000);
});

test('one that says it is longer is refused before any of it is read', async () => {
  const { sent, status } = post({ 'content-length': String(100 * 1024 * 1024) });
  sent.write('x');
  expect(await status).toBe(413);
  expect(received).toBe(0);
});

test('one that is longer than anything is cut off, whatever it says', async () => {
  const { sent, status } = post({ 'transfer-encoding': 'chunked' });
  const part = 'x'.repeat(64 * 1024);
  for (let parts = 0; parts < 40; parts += 1) sent.write(part);
  expect([413, 'EPIPE', 'ECONNRESET']).toContain(await status);
  expect(received).toBeLessThanOrEqual(256 * 1024);
});

test('one that does not come to an end is not waited for', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  const arrived = new Promise<void>((resolve) => server.once('request', () => resolve()));
  const { sent, status } = post({ 'content-length': '100' });
  sent.write('x');
  await arrived;
  vi.advanceTimersByTime(10_000);
  expect(await status).toBe(408);
});
