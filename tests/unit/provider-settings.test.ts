import { generateKeyPairSync } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ConfigurationError, readEnv } from '@/lib/env';
import { readProviderSettings } from '@/lib/provider-settings';
import { type CertificateAndKey, createCertificateAuthority } from '../support/certificates';
import { ecPem, ed25519Pem, rsaPem } from './ciba/key-files';
import { validEnv } from './valid-env';

let folder: string;
let ca: string;
let own: CertificateAndKey;
let other: CertificateAndKey;
const rsa = rsaPem();
const ec = ecPem('P-256');

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'provider-settings-'));
  const authority = await createCertificateAuthority();
  ca = authority.cert;
  [own, other] = await Promise.all([
    authority.issueClient('CN=desk'),
    authority.issueClient('CN=somebody else'),
  ]);
});
afterAll(() => rm(folder, { recursive: true }));

let made = 0;
async function file(content: string): Promise<string> {
  const name = path.join(folder, `file-${++made}`);
  await writeFile(name, content);
  return name;
}

type Change = Record<string, string>;
const settings = (change: Change = {}) =>
  readProviderSettings(readEnv({ ...validEnv(), APP_URL: 'https://desk.example', ...change }));
const certified = async (pair = own): Promise<Change> => ({
  CIBA_CLIENT_CERT: await file(pair.cert),
  CIBA_CLIENT_CERT_KEY: await file(pair.key),
});

async function problemsOf(change: Change): Promise<string[]> {
  const error: unknown = await settings(change).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ConfigurationError)) throw new Error('the settings were taken', { cause: error });
  return error.message.split('\n').filter((line) => line.startsWith('  - '));
}
const names = (problems: string[]) => problems.map((line) => /[A-Z_]{3,}/.exec(line)?.[0]).sort();

describe('settings without files', () => {
  test('are those of the environment, with nothing that was not asked for', async () => {
    expect(await settings()).toMatchObject({
      provider: {
        issuer: 'https://op.example',
        clientId: 'countersign',
        clientAuth: { method: 'client_secret_basic', secret: 'ciba-secret-of-the-tests' },
        profile: { name: 'standard' },
        delivery: 'poll',
        hint: 'sub',
        requestKey: undefined,
        dpop: false,
        mutualTls: false,
        idTokenAlgorithm: 'RS256',
        hintKey: undefined,
        idTokenKey: undefined,
      },
      transport: { certificate: undefined, ca: undefined },
    });
  });

  test('carry what goes with every request', async () => {
    const { provider } = await settings({
      CIBA_ACR_VALUES: 'urn:a urn:b',
      CIBA_MAX_AGE: '0',
      CIBA_AUDIENCE: 'https://api.example',
      CIBA_RESOURCE: 'https://api.example/x',
      CIBA_REQUEST_CONTEXT: '{"channel":"contact_centre"}',
      CIBA_DELIVERY: 'ping',
      CIBA_DPOP: 'true',
      CIBA_LOGIN_HINT: 'email',
      CIBA_ID_TOKEN_ALG: 'ES384',
    });
    expect(provider).toMatchObject({
      delivery: 'ping',
      dpop: true,
      hint: 'email',
      idTokenAlgorithm: 'ES384',
    });
    expect(provider.standing).toEqual({
      acrValues: 'urn:a urn:b',
      maxAge: 0,
      audience: 'https://api.example',
      resource: 'https://api.example/x',
      requestContext: { channel: 'contact_centre' },
      expiryParameter: 'requested_expiry',
    });
  });

  test('send an expiry to an OP that may refuse it only when the administrator says so', async () => {
    const unasked = await settings({ CIBA_PROFILE: 'duende' });
    expect(unasked.provider.standing.expiryParameter).toBeUndefined();
    const asked = await settings({ CIBA_PROFILE: 'duende', CIBA_REQUESTED_EXPIRY: '90' });
    expect(asked.provider.standing.expiryParameter).toBe('requested_expiry');
  });

  test('call the expiry what the provider calls it', async () => {
    const { provider } = await settings({ CIBA_PROFILE: 'okta', CIBA_LOGIN_HINT: 'email' });
    expect(provider.standing.expiryParameter).toBe('request_expiry');
  });

  test.each(['client_secret_basic', 'client_secret_post', 'client_secret_jwt'])(
    '%s has the secret',
    async (method) => {
      const { provider } = await settings({ CIBA_CLIENT_AUTH: method });
      expect(provider.clientAuth).toEqual({ method, secret: 'ciba-secret-of-the-tests' });
    },
  );
});

describe('settings with files', () => {
  test('authenticate and sign with the key, by the name and the algorithm that were set', async () => {
    const { provider } = await settings({
      CIBA_CLIENT_AUTH: 'private_key_jwt',
      CIBA_CLIENT_KEY: await file(rsa.pem),
      CIBA_CLIENT_KEY_ID: 'key-1',
      CIBA_SIGNING_ALG: 'RS256',
      CIBA_SIGN_REQUESTS: 'true',
    });
    expect(provider.hintKey).toMatchObject({ alg: 'RS256', kid: 'key-1' });
    expect(provider.clientAuth).toEqual({ method: 'private_key_jwt', key: provider.hintKey });
    expect(provider.requestKey).toBe(provider.hintKey);
  });

  test('may have the key in a JWK that knows its name', async () => {
    const { provider } = await settings({
      CIBA_CLIENT_AUTH: 'private_key_jwt',
      CIBA_CLIENT_KEY: await file(JSON.stringify({ ...ec.jwk, kid: 'key-2' })),
    });
    expect(provider.hintKey).toMatchObject({ alg: 'ES256', kid: 'key-2' });
  });

  test.each(['tls_client_auth', 'self_signed_tls_client_auth'])('%s has the certificate', async (method) => {
    const files = await certified();
    const { provider, transport } = await settings({
      CIBA_CLIENT_AUTH: method,
      ...files,
      CIBA_CA: await file(ca),
    });
    expect(provider).toMatchObject({ clientAuth: { method }, mutualTls: true });
    expect(transport).toEqual({ certificate: own, ca });
  });

  test('may have a certificate beside another way to authenticate: for tokens bound to it', async () => {
    const { provider } = await settings(await certified());
    expect(provider).toMatchObject({ clientAuth: { method: 'client_secret_basic' }, mutualTls: true });
  });

  test('may decrypt with a key of another kind than they sign with', async () => {
    const { provider } = await settings({ CIBA_ID_TOKEN_KEY: await file(rsa.pem) });
    expect(provider.idTokenKey?.algorithms).toEqual(['RSA-OAEP-256', 'RSA-OAEP']);
  });

  test('may be named relative to where the desk was started', async () => {
    const relative = path.relative(process.cwd(), await file(ca));
    expect((await settings({ CIBA_CA: relative })).transport.ca).toBe(ca);
  });

  test('may trust a bundle of several authorities, and a certificate with its chain', async () => {
    const bundle = `${ca}\n${(await createCertificateAuthority('CN=Another CA')).cert}`;
    const chain = `${own.cert}\n${ca}`;
    const { transport } = await settings({
      CIBA_CLIENT_CERT: await file(chain),
      CIBA_CLIENT_CERT_KEY: await file(own.key),
      CIBA_CA: await file(bundle),
    });
    expect(transport).toEqual({ certificate: { cert: chain, key: own.key }, ca: bundle });
  });
});

const SECRET = 'hunter2-hunter2';
const files = [
  'CIBA_CLIENT_KEY',
  'CIBA_ID_TOKEN_KEY',
  'CIBA_CLIENT_CERT',
  'CIBA_CLIENT_CERT_KEY',
  'CIBA_CA',
] as const;
/** Good files for the settings that belong together with the one under test. */
const beside = async (name: string): Promise<Change> =>
  name.startsWith('CIBA_CLIENT_CERT') ? certified() : {};

describe.each(files)('%s', (name) => {
  test('that does not exist is named, with the file', async () => {
    const missing = path.join(folder, 'no-such-file');
    const problems = await problemsOf({ ...(await beside(name)), [name]: missing });
    expect(names(problems)).toEqual([name]);
    expect(problems.join()).toContain(missing);
  });

  test('that is a folder is named', async () => {
    const sub = path.join(folder, `folder-${name}`);
    await mkdir(sub);
    expect(names(await problemsOf({ ...(await beside(name)), [name]: sub }))).toEqual([name]);
  });

  test.each([
    ['empty', ''],
    ['text', SECRET],
    ['something else in PEM', `-----BEGIN SOMETHING-----\n${SECRET}\n-----END SOMETHING-----\n`],
    ['a public key', ec.publicPem],
    ['JSON of something else', JSON.stringify({ password: SECRET })],
  ])('that is %s is named, and nothing of it is repeated', async (_what, content) => {
    const problems = await problemsOf({ ...(await beside(name)), [name]: await file(content) });
    expect(names(problems)).toEqual([name]);
    expect(problems.join()).not.toContain(SECRET);
    for (const line of content.split('\n').filter((part) => part.length > 20 && !part.startsWith('--'))) {
      expect(problems.join()).not.toContain(line);
    }
  });

  test('that has the right frame around nothing usable is named', async () => {
    const kind = name === 'CIBA_CLIENT_CERT' || name === 'CIBA_CA' ? 'CERTIFICATE' : 'PRIVATE KEY';
    const body = Buffer.from(SECRET).toString('base64');
    const content = `-----BEGIN ${kind}-----\n${body}\n-----END ${kind}-----\n`;
    const problems = await problemsOf({ ...(await beside(name)), [name]: await file(content) });
    expect(names(problems)).toEqual([name]);
    expect(problems.join()).not.toContain(body);
  });
});

describe('files that do not fit', () => {
  test('a certificate and the key of another are told, not found out at the first connection', async () => {
    const mixed = { CIBA_CLIENT_CERT: await file(own.cert), CIBA_CLIENT_CERT_KEY: await file(other.key) };
    expect(names(await problemsOf(mixed)).join()).toContain('CIBA_CLIENT_CERT');
  });

  test('the two swapped are both named', async () => {
    const swapped = { CIBA_CLIENT_CERT: await file(own.key), CIBA_CLIENT_CERT_KEY: await file(own.cert) };
    expect(names(await problemsOf(swapped))).toEqual(['CIBA_CLIENT_CERT', 'CIBA_CLIENT_CERT_KEY']);
  });

  test('a chain or a bundle of which one certificate cannot be read is named', async () => {
    const broken = `-----BEGIN CERTIFICATE-----\n${Buffer.from(SECRET).toString('base64')}\n-----END CERTIFICATE-----\n`;
    const chain = { ...(await certified()), CIBA_CLIENT_CERT: await file(own.cert + broken) };
    expect(names(await problemsOf(chain))).toEqual(['CIBA_CLIENT_CERT']);
    expect(names(await problemsOf({ CIBA_CA: await file(ca + broken) }))).toEqual(['CIBA_CA']);
  });

  test('a key that is locked is named: nobody is there to type its password', async () => {
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const lock = { cipher: 'aes-256-cbc', passphrase: SECRET };
    const locked = String(privateKey.export({ type: 'pkcs8', format: 'pem', ...lock }));
    expect(
      names(await problemsOf({ ...(await certified()), CIBA_CLIENT_CERT_KEY: await file(locked) })),
    ).toEqual(['CIBA_CLIENT_CERT_KEY']);
    expect(names(await problemsOf({ CIBA_ID_TOKEN_KEY: await file(locked) }))).toEqual(['CIBA_ID_TOKEN_KEY']);
  });

  test.each([
    ['ES256', rsa.pem],
    ['RS256', ec.pem],
    ['ES384', ec.pem],
    ['EdDSA', ec.pem],
    ['PS256', rsaPem(1024).pem],
  ])('a key that cannot sign %s is named, and so is the algorithm', async (alg, pem) => {
    const problems = await problemsOf({ CIBA_CLIENT_KEY: await file(pem), CIBA_SIGNING_ALG: alg });
    expect(names(problems)).toEqual(['CIBA_CLIENT_KEY']);
    expect(problems.join()).toContain(alg);
  });

  test('a key that can only sign is not taken for decrypting', async () => {
    expect(names(await problemsOf({ CIBA_ID_TOKEN_KEY: await file(ed25519Pem().pem) }))).toEqual([
      'CIBA_ID_TOKEN_KEY',
    ]);
  });

  test('are named all at once', async () => {
    const bad = await file(SECRET);
    const problems = await problemsOf({
      CIBA_CLIENT_AUTH: 'private_key_jwt',
      ...Object.fromEntries(files.map((name) => [name, bad])),
    });
    expect(names(problems)).toEqual([...files].sort());
    expect(problems.join()).not.toContain(SECRET);
  });
});
