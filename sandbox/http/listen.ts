import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';

const options = { requestTimeout: 30_000 };

/** Listens on the loopback interface. Rejects when the port is taken. @returns stops listening, at once */
export function listen(port: number, handle: RequestListener): Promise<() => Promise<void>> {
  return opened(createServer(options, handle), port);
}

interface TlsFiles {
  readonly port: number;
  readonly cert: string;
  readonly key: string;
  /** Who vouches for client certificates. */
  readonly ca: string;
}

/** The same with TLS, asking for a client certificate. Whose it must be, the protocol above decides: many need none. */
export function listenTls(
  { port, ...files }: TlsFiles,
  handle: RequestListener,
): Promise<() => Promise<void>> {
  const asking = { requestCert: true, rejectUnauthorized: false };
  return opened(createTlsServer({ ...options, ...files, ...asking }, handle), port);
}

async function opened(server: Server, port: number): Promise<() => Promise<void>> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return async () => {
    const closed = new Promise((resolve) => server.close(resolve));
    // Phones keep their connections open; nobody should wait for them.
    server.closeAllConnections();
    await closed;
  };
}
