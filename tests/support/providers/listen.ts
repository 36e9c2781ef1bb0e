import { createServer, type RequestListener } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { CertificateAndKey } from '../certificates';

export interface Host {
  readonly origin: string;
  close(): Promise<void>;
}

/** With `clientCa` the listener asks for a certificate. */
export type Tls = CertificateAndKey & { readonly clientCa?: string };

/** One listener on a free port of the loopback. */
export async function listen(listener: RequestListener, tls?: Tls): Promise<Host> {
  const server = tls
    ? createTlsServer(
        {
          cert: tls.cert,
          key: tls.key,
          // Whoever presents a certificate is let in; the client authentication judges it.
          ...(tls.clientCa ? { ca: tls.clientCa, requestCert: true, rejectUnauthorized: false } : {}),
        },
        listener,
      )
    : createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return {
    origin: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
