import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { type AddressInfo, connect, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { rootCertificates } from 'node:tls';
import { afterEach, beforeAll, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { authoritiesBeside } from '@/lib/ciba/dispatcher';
import { createTransport } from '@/lib/ciba/transport';
import { type CertificateAuthority, createCertificateAuthority } from '../support/certificates';

let authority: CertificateAuthority;
beforeAll(async () => {
  authority = await createCertificateAuthority();
});
beforeEach(() => {
  // Whatever the machine of these tests needs.
  for (const name of ['NODE_EXTRA_CA_CERTS', 'HTTPS_PROXY', 'HTTP_PROXY', 'ALL_PROXY', 'NO_PROXY']) {
    vi.stubEnv(name, '');
    vi.stubEnv(name.toLowerCase(), '');
  }
});
afterEach(() => vi.unstubAllEnvs());

const codeOf = (promise: Promise<unknown>) =>
  promise.then(
    () => 'no error',
    (error: NodeJS.ErrnoException) => error.code ?? error.name,
  );

async function listening(server: Server): Promise<number> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const sockets = new Set<Socket>();
  for (const event of ['connection', 'secureConnection']) {
    server.on(event, (socket: Socket) => void sockets.add(socket));
  }
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return (server.address() as AddressInfo).port; // a listening TCP server has one
}

async function secured(by: CertificateAuthority, names?: readonly string[]): Promise<number> {
  const certificate = await by.issueServer({}, names);
  return listening(createTlsServer(certificate, (_request, response) => void response.end('reached')));
}

describe('authorities', () => {
  test('of ours are trusted beside those of NODE_EXTRA_CA_CERTS, and neither takes the place of the other', async () => {
    const other = await createCertificateAuthority('CN=Another CA');
    const folder = await mkdtemp(path.join(tmpdir(), 'countersign-ca-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = path.join(folder, 'extra.pem');
    await writeFile(file, other.cert);
    vi.stubEnv('NODE_EXTRA_CA_CERTS', file);
    const send = createTransport({ ca: authority.cert });
    for (const by of [authority, other]) {
      const port = await secured(by);
      expect(await (await send(`https://localhost:${port}`, {})).text()).toBe('reached');
    }
    const stranger = await secured(await createCertificateAuthority('CN=A third CA'));
    expect(await codeOf(send(`https://localhost:${stranger}`, {}))).toMatch(/UNABLE_TO|SELF_SIGNED/);
  });

  test('that are public stay trusted when one of ours is named', () => {
    expect(rootCertificates.length).toBeGreaterThan(100);
    expect(authoritiesBeside(authority.cert)).toEqual([...rootCertificates, authority.cert]);
  });
});

describe('a proxy', () => {
  interface Proxy {
    readonly port: number;
    /** What it was asked to connect to, and as whom. */
    readonly asked: [target: string, authorization: string | undefined][];
  }

  /** Lets everybody through to this machine, whatever host they name. */
  async function proxy(letsThrough = true): Promise<Proxy> {
    const asked: Proxy['asked'] = [];
    const server = createServer((_request, response) => void response.writeHead(405).end());
    server.on('connect', ({ url = '', headers }, near: Socket) => {
      asked.push([url, headers['proxy-authorization']]);
      if (!letsThrough) return void near.end('HTTP/1.1 403 Forbidden\r\n\r\n');
      const far = connect(Number(url.split(':')[1]), '127.0.0.1', () => {
        near.write('HTTP/1.1 200 OK\r\n\r\n');
        near.pipe(far).pipe(near);
      });
      far.on('error', () => near.destroy());
      near.on('error', () => far.destroy());
    });
    return { port: await listening(server), asked };
  }

  test.each([
    ['HTTPS_PROXY', 'http://'],
    ['https_proxy', 'http://'],
    ['ALL_PROXY', 'http://'],
    ['HTTPS_PROXY', ''],
  ])(
    'in %s (%s) leads to what is not on this machine, and the certificate is that of whom we asked for',
    async (name, scheme) => {
      const { port, asked } = await proxy();
      const target = await secured(authority, ['op.bank.example']);
      const stranger = await secured(authority, ['elsewhere.example']);
      vi.stubEnv(name, `${scheme}127.0.0.1:${port}`);
      const send = createTransport({ ca: authority.cert });
      for (const isSingle of [false, true]) {
        const answer = await send(`https://op.bank.example:${target}/x`, { isSingle });
        expect(await answer.text()).toBe('reached');
      }
      expect(await codeOf(send(`https://op.bank.example:${stranger}`, {}))).toBe(
        'ERR_TLS_CERT_ALTNAME_INVALID',
      );
      expect(new Set(asked.map(([url]) => url))).toEqual(
        new Set([`op.bank.example:${target}`, `op.bank.example:${stranger}`]),
      );
    },
  );

  test('is told who we are, and tells nobody in an error', async () => {
    const { port, asked } = await proxy(false);
    vi.stubEnv('HTTPS_PROXY', `http://desk:s3cret@127.0.0.1:${port}`);
    const error: unknown = await createTransport()('https://op.bank.example', {}).catch((reason) => reason);
    expect(asked[0]).toEqual([
      'op.bank.example:443',
      `Basic ${Buffer.from('desk:s3cret').toString('base64')}`,
    ]);
    expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain('s3cret');
  });

  test.each(['op.bank.example', '.bank.example', '*', 'other.example, op.bank.example'])(
    'is left out for what NO_PROXY names: %s',
    async (named) => {
      const { port, asked } = await proxy();
      vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
      vi.stubEnv('NO_PROXY', named);
      expect(await codeOf(createTransport()('https://op.bank.example', {}))).toMatch(/ENOTFOUND|EAI_AGAIN/);
      expect(asked).toEqual([]);
    },
  );

  test('is between us and nothing on this machine', async () => {
    const { port, asked } = await proxy();
    vi.stubEnv('HTTPS_PROXY', `http://127.0.0.1:${port}`);
    vi.stubEnv('HTTP_PROXY', `http://127.0.0.1:${port}`);
    const target = await secured(authority);
    const send = createTransport({ ca: authority.cert });
    expect(await (await send(`https://localhost:${target}`, {})).text()).toBe('reached');
    expect(asked).toEqual([]);
  });
});

describe('a kept connection that the other side gives up as a request is written to it', () => {
  /** Answers the first request of a connection and ends it, without an answer, at the second. */
  async function forgetful(): Promise<{ url: string; seen: string[] }> {
    const seen: string[] = [];
    const used = new WeakSet<Socket>();
    const listener: RequestListener = ({ method, socket }, response) => {
      seen.push(String(method));
      if (used.has(socket)) return void socket.destroy();
      used.add(socket);
      response.end('reached');
    };
    return { url: `http://127.0.0.1:${await listening(createServer(listener))}`, seen };
  }

  /** Until the connection is free for the next. */
  const idle = () => new Promise((resolve) => setTimeout(resolve, 50));

  test('does no harm: what only reads is sent again, over one of its own', async () => {
    const { url, seen } = await forgetful();
    const send = createTransport();
    await (await send(url, {})).text();
    await idle();
    expect(await (await send(url, {})).text()).toBe('reached');
    expect(seen).toHaveLength(3);
  });

  test('is not guessed about: what may have been read is not sent again', async () => {
    const { url, seen } = await forgetful();
    const send = createTransport();
    await (await send(url, { method: 'POST', body: 'x' })).text();
    await idle();
    expect(await codeOf(send(url, { method: 'POST', body: 'x' }))).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(seen).toHaveLength(2);
  });

  test('is not there for what must not get lost: it has a connection of its own', async () => {
    const { url, seen } = await forgetful();
    const send = createTransport();
    for (let times = 0; times < 3; times++) {
      expect(await (await send(url, { method: 'POST', body: 'x', isSingle: true })).text()).toBe('reached');
      await idle();
    }
    expect(seen).toHaveLength(3);
  });

  test('is tried once more and not without end', async () => {
    let seen = 0;
    const server = createServer(({ socket }) => {
      seen += 1;
      socket.destroy();
    });
    const url = `http://127.0.0.1:${await listening(server)}`;
    expect(await codeOf(createTransport()(url, {}))).toMatch(/UND_ERR_SOCKET|ECONNRESET/);
    expect(seen).toBe(2);
  });
});
