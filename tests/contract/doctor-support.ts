import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { exportJWK, exportPKCS8, generateKeyPair, type JWK } from 'jose';
import { expect, onTestFinished } from 'vitest';
import type { Check } from '@/lib/doctor/check';
import { diagnose } from '@/lib/doctor/diagnose';
import type { CertificateAndKey } from '../support/certificates';

interface Answer {
  readonly status: number;
  /** An object is sent as JSON, a text as a page. */
  readonly body?: object | string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a server of the tests answers on a path; `hang` never does. */
type Route = Answer | 'hang' | ((request: IncomingMessage) => Answer);

export interface Host {
  readonly url: string;
  readonly port: number;
  readonly on: Record<string, Route>;
}

/** A server of a few lines on a free port of the loopback, over TLS when it has a certificate. Closed after the test. */
export async function startHost(on: Record<string, Route> = {}, tls?: CertificateAndKey): Promise<Host> {
  const handle = (request: IncomingMessage, response: ServerResponse) => {
    const route = on[(request.url ?? '').split('?')[0] ?? ''] ?? { status: 404 };
    if (route === 'hang') return;
    const { status, body, headers } = typeof route === 'function' ? route(request) : route;
    const type = typeof body === 'string' ? 'text/html' : 'application/json';
    response
      .writeHead(status, { 'content-type': type, ...headers })
      .end(typeof body === 'object' ? JSON.stringify(body) : body);
  };
  const server: Server = tls ? createTlsServer(tls, handle) : createServer(handle);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  );
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('no port');
  return { url: `${tls ? 'https' : 'http'}://127.0.0.1:${address.port}`, port: address.port, on };
}

/** How a desk answers the doctor that comes by its own address. */
export const asDesk = {
  '/api/transfers/draft': { status: 401, body: { problem: { code: 'unauthenticated' } } },
} as const;

/** An OP, a staff IdP and a customer API in one, with nothing wrong about them until a test changes it. */
export interface World {
  readonly host: Host;
  /** The OP's metadata; what is set to undefined is left out. */
  readonly metadata: Record<string, unknown>;
  /** How the OP refuses a token request for an id nobody issued. */
  token: Answer;
  readonly keys: JWK[];
  /** Settings that fit it, for the poorest of clients. */
  readonly env: Record<string, string>;
}

export const SECRETS = {
  AUTH_SECRET: 'Gm4vQx8LkZr1TnYw7JbHs2PdEc5UaFo9',
  AUDIT_KEYS: 'Zk4Xn8RvQ2mLw6TyB1cHs5JfD9gPa3EuOi7Wt0YxKzU',
  TOKEN_ENCRYPTION_KEYS: 'q3Vt8yBnW1xKzR5mLc7HdJf0GsPa2EuOi4Tk6YvNw9Q',
  STAFF_CLIENT_SECRET: 'sT4ff-h8Kq2-Zx7Lm-91Wv',
  CIBA_CLIENT_SECRET: 'c1bA-p0Rt5-Yn3Jd-62Gs',
};

export async function startWorld(tls?: CertificateAndKey, hostName = '127.0.0.1'): Promise<World> {
  const host = await startHost({}, tls);
  const origin = `${tls ? 'https' : 'http'}://${hostName}:${host.port}`;
  const op = `${origin}/op`;
  const { publicKey } = await generateKeyPair('RS256');
  const metadata: Record<string, unknown> = {
    issuer: op,
    authorization_endpoint: `${op}/authorize`,
    token_endpoint: `${op}/token`,
    jwks_uri: `${op}/jwks`,
    revocation_endpoint: `${op}/revoke`,
    backchannel_authentication_endpoint: `${op}/backchannel`,
    grant_types_supported: ['urn:openid:params:grant-type:ciba'],
    scopes_supported: ['openid', 'profile', 'read:sensitive-data'],
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    token_endpoint_auth_methods_supported: ['client_secret_basic', 'private_key_jwt'],
    token_endpoint_auth_signing_alg_values_supported: ['PS256', 'ES256'],
    id_token_signing_alg_values_supported: ['RS256', 'ES256'],
    backchannel_token_delivery_modes_supported: ['poll', 'ping'],
    acr_values_supported: ['urn:bank:2fa'],
  };
  const world: World = {
    host,
    metadata,
    token: { status: 400, body: { error: 'invalid_grant' } },
    keys: [{ ...(await exportJWK(publicKey)), kid: 'one', use: 'sig', alg: 'RS256' }],
    env: {
      ...SECRETS,
      NODE_ENV: 'test',
      APP_URL: 'http://localhost:3000',
      DATA_DIR: '/nowhere/at/all',
      STAFF_ISSUER: `${origin}/staff`,
      STAFF_CLIENT_ID: 'desk',
      CIBA_ISSUER: op,
      CIBA_CLIENT_ID: 'countersign',
      CUSTOMER_API_URL: `${origin}/api`,
    },
  };
  Object.assign(host.on, {
    '/op/.well-known/openid-configuration': () => ({ status: 200, body: world.metadata }),
    '/op/token': () => world.token,
    '/op/jwks': () => ({ status: 200, body: { keys: world.keys } }),
    '/staff/.well-known/openid-configuration': {
      status: 200,
      body: staffMetadata(origin),
    },
    '/api/customers/me/sensitive-data': { status: 401, headers: { 'www-authenticate': 'Bearer' } },
  });
  return world;
}

/** Those of the staff IdP below this origin. */
export function staffMetadata(origin: string) {
  const issuer = `${origin}/staff`;
  return {
    issuer,
    authorization_endpoint: `${issuer}/auth`,
    token_endpoint: `${issuer}/token`,
    jwks_uri: `${issuer}/jwks`,
  };
}

/** The checks of these settings, with no database to look into unless they name one. */
export async function findings(env: Readonly<Record<string, string>>): Promise<Findings> {
  const checks = await diagnose(env, { dataFolder: 'absent' });
  return {
    checks,
    failing: checks.filter(({ status }) => status === 'fail'),
    of: (id) => {
      const found = checks.find((one) => one.id === id);
      if (!found) throw new Error(`no check ${id} among ${checks.map((one) => one.id).join(', ')}`);
      return found;
    },
  };
}

export interface Findings {
  readonly checks: readonly Check[];
  readonly failing: readonly Check[];
  of(id: string): Check;
}

/** One cause, one finding: the only check that fails is this one, and it says what to do. */
export async function expectOnly(
  env: Readonly<Record<string, string>>,
  id: string,
  remedy: string | RegExp,
): Promise<void> {
  const { failing } = await findings(env);
  expect(failing).toEqual([expect.objectContaining({ id, remedy: expect.stringMatching(remedy) })]);
}

/** A file of a folder of its own, gone after the test. */
export async function file(name: string, text: string, mode = 0o600): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'countersign-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const at = path.join(folder, name);
  await writeFile(at, text, { mode });
  await chmod(at, mode);
  return at;
}

/** A new private key, PEM. */
export async function key(alg: string): Promise<string> {
  const { privateKey } = await generateKeyPair(alg, { extractable: true });
  return exportPKCS8(privateKey);
}

export const YESTERDAY = new Date(Date.now() - 86_400_000);
