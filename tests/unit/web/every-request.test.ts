import { createServer, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { guardEveryRequest } from '@/lib/web/every-request';

const { emit } = Server.prototype;
afterEach(() => {
  Server.prototype.emit = emit;
});

async function ask(appUrl: string, body?: string) {
  guardEveryRequest(appUrl);
  let answered = 0;
  const server = createServer((request, response) => {
    answered += 1;
    request.resume().on('end', () => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  try {
    const { port } = server.address() as AddressInfo; // listening on TCP
    const init = body === undefined ? {} : { method: 'POST', body };
    const { status, headers } = await fetch(`http://127.0.0.1:${port}/`, init);
    return { status, hsts: headers.get('strict-transport-security'), answered };
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

test('a desk behind https says so for its subdomains, any other says nothing', async () => {
  expect(await ask('https://desk.example')).toEqual({
    status: 200,
    hsts: 'max-age=63072000; includeSubDomains',
    answered: 1,
  });
  Server.prototype.emit = emit;
  expect(await ask('http://localhost:3000')).toMatchObject({ status: 200, hsts: null });
});

test('a body that says it is too long gets to nobody', async () => {
  expect(await ask('http://localhost:3000', 'x'.repeat(300_000))).toMatchObject({ status: 413, answered: 0 });
});
