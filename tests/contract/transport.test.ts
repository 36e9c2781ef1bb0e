import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { createTransport } from '@/lib/ciba/transport';
import {
  type CertificateAndKey,
  type CertificateAuthority,
  createCertificateAuthority,
  selfSignedClient,
} from '../support/certificates';

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});
afterEach(() => vi.unstubAllEnvs());

async function plain(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`; // a listening TCP server has one
}

interface Tls {
  readonly by?: CertificateAuthority;
  readonly notAfter?: Date;
  readonly certificate?: CertificateAndKey;
}

/** A server with a certificate, which tells by whom it was called. */
async function secured({ by = authority, notAfter, certificate }: Tls = {}): Promise<string> {
  const shown = certificate ?? (await by.issueServer(notAfter ? { notAfter } : {}));
  const server = createTlsServer({
    ...shown,
    ca: authority.cert,
    requestCert: true,
    rejectUnauthorized: false,
  });
  server.on('request', (request, response) => {
    const socket = request.socket as TLSSocket; // what an https server hands out
    const { subject } = socket.getPeerCertificate();
    response.end(JSON.stringify({ caller: subject?.CN ?? null, authorized: socket.authorized }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return `https://localhost:${(server.address() as AddressInfo).port}`; // a listening TCP server has one
}

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: NodeJS.ErrnoException) => error.code ?? error.name,
  );

describe('the server’s certificate', () => {
  test('is accepted from the authority that is trusted', async () => {
    const response = await createTransport({ ca: authority.cert })(await secured(), {});
    expect(await response.json()).toEqual({ caller: null, authorized: false });
  });

  test('is refused from an authority nobody named', async () => {
    expect(await codeOf(createTransport()(await secured(), {}))).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  test('is refused from another authority', async () => {
    const by = await createCertificateAuthority('CN=Another CA');
    const url = await secured({ by });
    expect(await codeOf(createTransport({ ca: authority.cert })(url, {}))).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  test('is refused when it has expired', async () => {
    const url = await secured({ notAfter: new Date(Date.now() - 60_000) });
    expect(await codeOf(createTransport({ ca: authority.cert })(url, {}))).toBe('CERT_HAS_EXPIRED');
  });

  test('is refused when it is nobody’s to serve with', async () => {
    const url = await secured({ certificate: await authority.issueClient('CN=localhost') });
    expect(await codeOf(createTransport({ ca: authority.cert })(url, {}))).toMatch(/PURPOSE|ALTNAME/);
  });

  test('is verified whatever Node’s own switch says', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    expect(await codeOf(createTransport()(await secured(), {}))).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });
});

describe('our own certificate', () => {
  test('goes along when there is one', async () => {
    const certificate = await authority.issueClient('CN=desk');
    const send = createTransport({ ca: authority.cert, certificate });
    expect(await (await send(await secured(), {})).json()).toEqual({ caller: 'desk', authorized: true });
  });

  test('goes along self-signed, to be known by its key', async () => {
    const certificate = await selfSignedClient('CN=desk');
    const send = createTransport({ ca: authority.cert, certificate });
    expect(await (await send(await secured(), {})).json()).toEqual({ caller: 'desk', authorized: false });
  });
});

describe('an answer', () => {
  const send = createTransport();

  test('that leads elsewhere is not followed', async () => {
    let elsewhere = 0;
    const url = await plain((request, response) => {
      if (request.url === '/elsewhere') elsewhere++;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await send(url, {})).status).toBe(302);
    expect(elsewhere).toBe(0);
  });

  test('of fifty megabytes is not read to its end', async () => {
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024, 0x20);
    const url = await plain((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const more = () => {
        while (written < 50 * 1024 * 1024 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', more);
        }
        response.end();
      };
      more();
    });
    expect(await codeOf(send(url, {}))).toBe('ANSWER_TOO_LONG');
    expect(written).toBeLessThan(20 * 1024 * 1024);
  });

  test('is unpacked, and the words about the packing go with it', async () => {
    const body = 'once, and once more';
    const packed = gzipSync(body);
    const url = await plain(
      (_request, response) =>
        void response
          .writeHead(200, { 'content-encoding': 'gzip', 'content-length': packed.length })
          .end(packed),
    );
    const response = await send(url, {});
    expect(Object.fromEntries(response.headers)).not.toHaveProperty('content-encoding');
    expect(Object.fromEntries(response.headers)).not.toHaveProperty('content-length');
    expect(await response.text()).toBe(body);
  });

  test('that trickles in byte by byte ends with the signal', async () => {
    const url = await plain((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 20);
      response.on('close', () => clearInterval(drip));
    });
    const started = Date.now();
    expect(await codeOf(send(url, { signal: AbortSignal.timeout(200) }))).toBe(23); // TimeoutError
    expect(Date.now() - started).toBeLessThan(2_000);
  });

  test('that never comes ends with the signal', async () => {
    const url = await plain(() => undefined);
    const abort = new AbortController();
    const sent = send(url, { signal: abort.signal });
    abort.abort();
    expect(await codeOf(sent)).toBe(20); // AbortError
  });

  test('that breaks off half way is an error, not half an answer', async () => {
    const url = await plain((_request, response) => {
      response.writeHead(200, { 'content-type': 'application/json', 'content-length': '1000' });
      response.write('{"access_token":');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await codeOf(send(url, {}))).not.toBe('no error');
  });

  test('without a server behind it is an error with a code', async () => {
    expect(await codeOf(send('http://127.0.0.1:9', {}))).toBe('ECONNREFUSED');
  });

  test('keeps its status, headers and body', async () => {
    const url = await plain(
      (_request, response) =>
        void response.writeHead(429, { 'retry-after': '7', 'content-type': 'text/plain' }).end('später'),
    );
    const response = await send(url, {});
    expect([response.status, response.headers.get('retry-after'), await response.text()]).toEqual([
      429,
      '7',
      'später',
    ]);
  });
});

test('a request carries method, headers and form as they were given', async () => {
  let seen: unknown;
  const url = await plain(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    seen = { method: request.method, body, type: request.headers['content-type'] };
    response.writeHead(204).end();
  });
  const headers = new Headers({ 'content-type': 'application/x-www-form-urlencoded;charset=UTF-8' });
  const response = await createTransport()(url, {
    method: 'POST',
    headers,
    body: new URLSearchParams({ scope: 'openid a' }),
  });
  expect(response.status).toBe(204);
  expect(seen).toEqual({ method: 'POST', body: 'scope=openid+a', type: headers.get('content-type') });
});
