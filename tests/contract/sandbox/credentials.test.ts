import { X509Certificate } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { readSettings } from '../../../sandbox/env';
import { clientsOf } from '../../../sandbox/op/clients';
import { keptCredentials } from '../../../scripts/lib/credentials.mjs';
import { sandboxEnvironment, usesSandbox } from '../../../scripts/lib/environment.mjs';
import { sandboxCredentials } from '../../support/sandbox-credentials';

function folder(): string {
  const made = mkdtempSync(path.join(tmpdir(), 'alder-kept-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const contents = (made: string): Record<string, string> =>
  Object.fromEntries(
    readdirSync(path.join(made, 'credentials')).map((name) => [
      name,
      readFileSync(path.join(made, 'credentials', name), 'utf8'),
    ]),
  );

const changed = (before: Record<string, string>, after: Record<string, string>): string[] =>
  Object.keys(after).filter((name) => before[name] !== after[name]);

describe('the credentials', () => {
  test('are readable by their owner only, and the same at every start', async () => {
    const made = folder();
    await keptCredentials(made);
    const before = contents(made);
    await keptCredentials(made);
    expect(contents(made)).toEqual(before);
    for (const name of Object.keys(before)) {
      expect(statSync(path.join(made, 'credentials', name)).mode & 0o777).toBe(0o600);
    }
  });

  test('hand the bank no private key', async () => {
    const { clientJwks } = await sandboxCredentials();
    const { keys } = JSON.parse(readFileSync(clientJwks, 'utf8'));
    expect(keys).toHaveLength(5);
    for (const key of keys) expect(Object.keys(key)).not.toContain('d');
  });

  test('are renewed a month before they end: the certificates, not the keys for signing', async () => {
    const made = folder();
    const { bankCert } = await keptCredentials(made);
    const before = contents(made);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 370 * 86_400_000 });
    onTestFinished(() => void vi.useRealTimers());
    await keptCredentials(made);
    expect(changed(before, contents(made))).toEqual([
      'bank-cert-key.pem',
      'bank-cert.pem',
      'client-cert-key.pem',
      'client-cert.pem',
      'client-jwks.json',
      'client-self-signed-key.pem',
      'client-self-signed.pem',
    ]);
    expect(Date.parse(new X509Certificate(readFileSync(bankCert)).validTo)).toBeGreaterThan(
      Date.now() + 300 * 86_400_000,
    );
  });

  test('that are damaged are named, and left as they are', async () => {
    const made = folder();
    const { clientKey } = await keptCredentials(made);
    writeFileSync(clientKey, 'nonsense');
    await expect(keptCredentials(made)).rejects.toThrow(/client-key\.pem is damaged/);
    expect(readFileSync(clientKey, 'utf8')).toBe('nonsense');
  });

  test('of a certificate authority that is gone are made anew with it', async () => {
    const made = folder();
    const { ca, clientCert } = await keptCredentials(made);
    rmSync(ca);
    await keptCredentials(made);
    const authority = new X509Certificate(readFileSync(ca));
    expect(new X509Certificate(readFileSync(clientCert)).verify(authority.publicKey)).toBe(true);
  });
});

describe('the desk beside the sandbox', () => {
  async function environments(env: Record<string, string>) {
    return sandboxEnvironment({
      env: { NODE_ENV: 'test', ...env },
      port: 3000,
      sandboxPort: 4000,
      sandboxTlsPort: 4001,
      dataDir: '/tmp/data',
      secrets: {
        CIBA_CLIENT_SECRET: 'c'.repeat(20),
        STAFF_CLIENT_SECRET: 's'.repeat(20),
        SANDBOX_DIRECTORY_TOKEN: 'd'.repeat(20),
      },
      credentials: await sandboxCredentials(),
    });
  }

  const methods = [
    'client_secret_basic',
    'client_secret_post',
    'client_secret_jwt',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ];

  test.each<[env: Record<string, string>, named: string]>([
    [{ APP_URL: 'https://desk.bank.example' }, 'APP_URL is'],
    [{ CUSTOMER_API_URL: 'https://api.bank.example' }, 'CUSTOMER_API_URL is'],
    [{ TRANSFER_API_URL: 'http://10.0.0.7/api' }, 'TRANSFER_API_URL is'],
    [
      { APP_URL: 'https://desk.bank.example', TRANSFER_API_URL: 'https://api.bank.example' },
      'APP_URL and TRANSFER_API_URL are',
    ],
    [{ TRANSFER_API_URL: 'https://localhost.bank.example' }, 'TRANSFER_API_URL is'],
  ])('is not composed beside what is real: %j', async (env, named) => {
    await expect(environments(env)).rejects.toThrow(named);
  });

  test.each<Record<string, string>>([
    { APP_URL: 'http://192.168.1.7:3000' },
    { APP_URL: 'https://localhost:3000' },
    { APP_URL: 'https://desk.localhost' },
    { TRANSFER_API_URL: 'http://127.0.0.1:4000/api', CUSTOMER_API_URL: '' },
    { DATABASE_URL: 'postgres://db.bank.example/desk' },
  ])('may be tried with %j', async (env) => {
    await expect(environments(env)).resolves.toBeDefined();
  });

  test('is a registered client with every combination of settings, and the bank has no other clients', async () => {
    const { clientJwks } = await sandboxCredentials();
    const registered = clientsOf({
      secret: 'c'.repeat(20),
      notificationEndpoint: 'http://localhost:3000/api/ciba/notify',
      keys: JSON.parse(readFileSync(clientJwks, 'utf8')),
    }).map(({ client_id }) => client_id);
    const chosen = new Set<string | undefined>();
    for (const CIBA_CLIENT_AUTH of methods) {
      for (const CIBA_DELIVERY of ['poll', 'ping', 'push']) {
        for (const CIBA_SIGN_REQUESTS of ['true', 'false']) {
          for (const SANDBOX_ENCRYPTS_ID_TOKENS of ['true', 'false']) {
            for (const CIBA_DPOP of ['true', 'false']) {
              const env = {
                CIBA_CLIENT_AUTH,
                CIBA_DELIVERY,
                CIBA_SIGN_REQUESTS,
                SANDBOX_ENCRYPTS_ID_TOKENS,
                CIBA_DPOP,
              };
              expect(usesSandbox(env)).toBe(true);
              chosen.add((await environments(env)).desk.CIBA_CLIENT_ID);
            }
          }
        }
      }
    }
    expect([...chosen].sort()).toEqual([...registered].sort());
  });

  test('is plain countersign when nothing is set', async () => {
    const { desk, sandbox } = await environments({});
    expect(desk).toMatchObject({
      CIBA_CLIENT_ID: 'countersign',
      CIBA_CLIENT_AUTH: 'client_secret_basic',
      CIBA_DELIVERY: 'poll',
      CIBA_LOGIN_HINT: 'sub',
      CUSTOMER_API_URL: 'http://localhost:4000/api',
    });
    expect(desk.CIBA_CLIENT_KEY).toBeUndefined();
    expect(readSettings(sandbox).credentials?.tlsPort).toBe(4001);
  });

  test.each([
    ['ES256', 'client-key.pem'],
    ['RS256', 'client-key-rsa.pem'],
    ['PS256', 'client-key-rsa.pem'],
    ['EdDSA', 'client-key-ed25519.pem'],
  ])('signs with a key that fits %s', async (CIBA_SIGNING_ALG, file) => {
    const { desk } = await environments({ CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_SIGNING_ALG });
    expect(path.basename(desk.CIBA_CLIENT_KEY ?? '')).toBe(file);
    expect(desk.CIBA_CLIENT_SECRET).toBeUndefined();
  });

  test('calls the customer API over mutual TLS when it has a certificate', async () => {
    const { desk } = await environments({ CIBA_CLIENT_AUTH: 'tls_client_auth' });
    expect(desk).toMatchObject({
      CUSTOMER_API_URL: 'https://localhost:4001/api',
      CIBA_RESOURCE: 'http://localhost:4000/api',
      CIBA_CLIENT_CERT: expect.stringMatching(/client-cert\.pem$/),
      CIBA_CLIENT_CERT_KEY: expect.stringMatching(/client-cert-key\.pem$/),
      CIBA_CA: expect.stringMatching(/ca\.pem$/),
    });
  });

  test('has a key to sign hints with', async () => {
    const { desk } = await environments({ CIBA_LOGIN_HINT: 'login_hint_token' });
    expect(desk).toMatchObject({
      CIBA_LOGIN_HINT: 'login_hint_token',
      CIBA_CLIENT_KEY: expect.stringMatching(/client-key\.pem$/),
    });
  });

  test('passes wrong values on, for its own check to refuse', async () => {
    const { desk } = await environments({ CIBA_CLIENT_AUTH: 'none', CIBA_DELIVERY: 'pigeon' });
    expect(desk).toMatchObject({ CIBA_CLIENT_AUTH: 'none', CIBA_DELIVERY: 'pigeon' });
  });

  test('tells the bank nothing of its private keys', async () => {
    const { sandbox } = await environments({ CIBA_CLIENT_AUTH: 'private_key_jwt' });
    const { clientKey, clientCertKey, idTokenKey } = await sandboxCredentials();
    for (const file of [clientKey, clientCertKey, idTokenKey]) {
      expect(Object.values(sandbox)).not.toContain(file);
    }
  });
});

test('the bank wants all its credential files or none, and names those that are missing', () => {
  const secrets = {
    SANDBOX_CIBA_CLIENT_SECRET: 'c'.repeat(20),
    SANDBOX_STAFF_CLIENT_SECRET: 's'.repeat(20),
    SANDBOX_DIRECTORY_TOKEN: 'd'.repeat(20),
  };
  expect(readSettings(secrets)).toMatchObject({ credentials: undefined, gotify: undefined });
  const half = { ...secrets, SANDBOX_TLS_CERT: 'cert.pem', SANDBOX_GOTIFY_URL: 'ftp://gotify' };
  expect(() => readSettings(half)).toThrow(
    /SANDBOX_TLS_KEY.*SANDBOX_CLIENT_CA.*SANDBOX_CLIENT_JWKS.*SANDBOX_GOTIFY_TOKEN.*SANDBOX_GOTIFY_URL/s,
  );
});
