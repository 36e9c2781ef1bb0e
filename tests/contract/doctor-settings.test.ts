import { createPrivateKey } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import { expect, test } from 'vitest';
import { selfSignedClient } from '../support/certificates';
import {
  asDesk,
  expectOnly,
  file,
  findings,
  key,
  staffMetadata,
  startHost,
  startWorld,
  YESTERDAY,
} from './doctor-support';

test('with nothing wrong nothing fails, and nothing is left to look at', async () => {
  const { env } = await startWorld();
  const { checks } = await findings(env);
  expect(checks.filter(({ status }) => status === 'fail' || status === 'warn')).toEqual([]);
  expect(checks.map(({ id }) => id)).toContain('op.credentials');
});

test('what it says of the environment it says of every setting at once', async () => {
  const { env } = await startWorld();
  const { CIBA_CLIENT_SECRET, AUTH_SECRET, ...rest } = env;
  const { failing, of } = await findings({
    ...rest,
    CIBA_LOGIN_HINT: 'name',
    CUSTOMER_API_URL: 'http://api.example',
  });
  expect(failing.map(({ id }) => id).sort()).toEqual([
    'configuration.AUTH_SECRET',
    'configuration.CIBA_CLIENT_SECRET',
    'configuration.CIBA_LOGIN_HINT',
    'configuration.CUSTOMER_API_URL',
  ]);
  expect(of('configuration.AUTH_SECRET').remedy).toContain('openssl rand');
  expect(of('configuration.CIBA_LOGIN_HINT').says).toContain('must be one of sub, username');
  // What is right is looked at all the same.
  expect(of('staff.discovery').status).toBe('ok');
  expect(of('op.reachable').status).toBe('skipped');
});

test('a misspelt name is pointed out with the right one', async () => {
  const { env } = await startWorld();
  const { failing, of } = await findings({ ...env, CIBA_AUDIENCES: 'x', STAFF_ROLE_CLAIM: 'groups' });
  expect(failing).toEqual([]);
  expect(of('configuration.unknown.CIBA_AUDIENCES').remedy).toContain('CIBA_AUDIENCE?');
  expect(of('configuration.unknown.STAFF_ROLE_CLAIM').remedy).toContain('STAFF_ROLES_CLAIM?');
});

test('a key that cannot sign with the algorithm', async () => {
  const { env } = await startWorld();
  const settings = {
    ...env,
    CIBA_CLIENT_AUTH: 'private_key_jwt',
    CIBA_CLIENT_KEY: await file('key.pem', await key('ES256')),
    CIBA_SIGNING_ALG: 'PS256',
  };
  await expectOnly(settings, 'files.CIBA_CLIENT_KEY', /Set CIBA_SIGNING_ALG/);
});

test('a key file that is not there', async () => {
  const { env } = await startWorld();
  const settings = { ...env, CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_CLIENT_KEY: 'keys/nowhere.pem' };
  await expectOnly(settings, 'files.CIBA_CLIENT_KEY', /Correct the path/);
});

test('a key in the place of its path is not repeated', async () => {
  const { env } = await startWorld();
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const jwk = await exportJWK(privateKey);
  const settings = { ...env, CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_CLIENT_KEY: JSON.stringify(jwk) };
  await expectOnly(settings, 'files.CIBA_CLIENT_KEY', /Put it into a file/);
  const { checks } = await findings(settings);
  expect(JSON.stringify(checks)).not.toContain(jwk.d);
});

test('a key others can read is worth a look', async () => {
  const { env } = await startWorld();
  const at = await file('key.pem', await key('ES256'), 0o644);
  const settings = { ...env, CIBA_CLIENT_AUTH: 'private_key_jwt', CIBA_CLIENT_KEY: at };
  const { failing, of } = await findings(settings);
  expect(failing).toEqual([]);
  expect(of('files.CIBA_CLIENT_KEY')).toMatchObject({ status: 'warn', remedy: `chmod 600 ${at}` });
});

async function withCertificate(lifetime: { notAfter?: Date } = {}): Promise<Record<string, string>> {
  const own = await selfSignedClient('CN=desk', lifetime);
  return {
    CIBA_CLIENT_CERT: await file('cert.pem', own.cert),
    CIBA_CLIENT_CERT_KEY: await file('cert-key.pem', own.key),
  };
}

test('a certificate with the key of another', async () => {
  const { env } = await startWorld();
  const { CIBA_CLIENT_CERT_KEY } = await withCertificate();
  const settings = {
    ...env,
    ...(await withCertificate()),
    ...(CIBA_CLIENT_CERT_KEY ? { CIBA_CLIENT_CERT_KEY } : {}),
  };
  await expectOnly(settings, 'files.CIBA_CLIENT_CERT', /Set both to the same pair/);
});

test('a certificate whose key is locked with a password', async () => {
  const { env } = await startWorld();
  const { cert, key } = await selfSignedClient('CN=desk');
  const cipher = { cipher: 'aes-256-cbc', passphrase: 'open sesame' } as const;
  const locked = createPrivateKey(key).export({ type: 'pkcs8', format: 'pem', ...cipher });
  const settings = {
    ...env,
    CIBA_CLIENT_CERT: await file('cert.pem', cert),
    CIBA_CLIENT_CERT_KEY: await file('cert-key.pem', String(locked)),
  };
  await expectOnly(settings, 'files.CIBA_CLIENT_CERT_KEY', /without a passphrase/);
});

test('a certificate that has expired', async () => {
  const { env } = await startWorld();
  const settings = { ...env, ...(await withCertificate({ notAfter: YESTERDAY })) };
  await expectOnly(settings, 'files.CIBA_CLIENT_CERT', /new one issued/);
});

test('a customer API that gives data to anybody', async () => {
  const { env, host } = await startWorld();
  host.on['/api/customers/me/sensitive-data'] = { status: 200, body: {} };
  await expectOnly(env, 'customer-api.answers', /validate access tokens/);
});

test('a customer API at another path', async () => {
  const { env, host } = await startWorld();
  await expectOnly(
    { ...env, CUSTOMER_API_URL: `${host.url}/v2/api` },
    'customer-api.answers',
    /path in CUSTOMER_API_URL/,
  );
});

test('a staff IdP with a slash too few', async () => {
  const { env, host } = await startWorld();
  const body = { issuer: `${host.url}/staff/` };
  host.on['/staff/.well-known/openid-configuration'] = { status: 200, body };
  await expectOnly(env, 'staff.discovery', `Set STAFF_ISSUER=${host.url}/staff/`);
});

test('a staff IdP that calls itself somebody else', async () => {
  const { env, host } = await startWorld();
  const body = { ...staffMetadata(host.url), issuer: 'https://other-tenant.example' };
  host.on['/staff/.well-known/openid-configuration'] = { status: 200, body };
  const { failing } = await findings(env);
  expect(failing).toEqual([
    expect.objectContaining({
      id: 'staff.discovery',
      says: `Staff cannot sign in there. It is another issuer: it calls itself https://other-tenant.example, and STAFF_ISSUER is ${host.url}/staff.`,
      remedy: 'Set STAFF_ISSUER=https://other-tenant.example if that is the one you mean.',
    }),
  ]);
});

test('a staff IdP whose bare host has a slash too few, which a URL forgives and sign-in does not', async () => {
  const { env, host } = await startWorld();
  const body = { ...staffMetadata(host.url), issuer: `${host.url}/` };
  host.on['/.well-known/openid-configuration'] = { status: 200, body };
  await expectOnly(
    { ...env, STAFF_ISSUER: host.url },
    'staff.discovery',
    new RegExp(`^Set STAFF_ISSUER=${host.url}/$`),
  );
});

test('a staff IdP at the address that all tenants share', async () => {
  const { env, host } = await startWorld();
  const body = { ...staffMetadata(host.url), issuer: 'https://login.example/{tenantid}/v2.0' };
  host.on['/staff/.well-known/openid-configuration'] = { status: 200, body };
  await expectOnly(env, 'staff.discovery', 'Set STAFF_ISSUER to the issuer of your own tenant');
});

/** The OP calls back; where to, is for the test to say. */
async function pinged(answer?: {
  status: number;
  headers?: Record<string, string>;
}): Promise<Record<string, string>> {
  const { env } = await startWorld();
  const { port } = await startHost({ ...asDesk, ...(answer ? { '/api/ciba/notify': answer } : {}) });
  return { ...env, CIBA_DELIVERY: 'ping', APP_URL: `http://localhost:${port}`, PORT: String(port) };
}

test('a desk that refuses notifications without a token is where the OP should call', async () => {
  const { of } = await findings(await pinged({ status: 401 }));
  expect(of('notification.address').status).toBe('ok');
});

test('a notification address that redirects', async () => {
  const settings = await pinged({ status: 308, headers: { location: 'https://desk.example/' } });
  await expectOnly(settings, 'notification.address', /does not redirect/);
});

test('a notification address that the proxy does not pass on', async () => {
  await expectOnly(await pinged(), 'notification.address', /Let the proxy pass/);
});

test('a port the public address does not lead to', async () => {
  const { env } = await startWorld();
  const { APP_URL, ...rest } = env;
  await expectOnly({ ...rest, PORT: '8080' }, 'address.app-url', /Set APP_URL=http:\/\/localhost:8080/);
});

/** Somebody who pushes security events, from this host. */
async function pushing(jwks: object | string, status = 200) {
  const { env, host } = await startWorld();
  host.on['/app/jwks'] = { status, body: jwks };
  const issuers = [{ issuer: `${host.url}/app`, jwks_uri: `${host.url}/app/jwks` }];
  return { ...env, SECURITY_EVENTS_ISSUERS: JSON.stringify(issuers) };
}

test('an issuer of security events whose keys can be had', async () => {
  const { checks, of } = await findings(await pushing({ keys: [{ kty: 'EC', crv: 'P-256', kid: 'one' }] }));
  expect(of('security-events.issuers')).toMatchObject({
    status: 'ok',
    says: expect.stringContaining('/api/security-events'),
  });
  expect(of('security-events.keys.1').status).toBe('ok');
  expect(checks.filter(({ status }) => status === 'warn')).toEqual([]);
});

test.each<[string, object | string, number]>([
  ['that are not there', '<h1>Not here</h1>', 404],
  ['that are none', { issuer: 'x' }, 200],
  ['that nobody signs with', { keys: [{ kty: 'oct' }, { kty: 'EC', use: 'enc' }] }, 200],
  ['that are secret', { keys: [{ kty: 'EC', d: 'x' }] }, 200],
])('keys of an issuer of security events %s', async (_what, jwks, status) => {
  await expectOnly(await pushing(jwks, status), 'security-events.keys.1', /jwks_uri|public key/);
});

test('a file of issuers of security events that is not there, or wrong', async () => {
  const { env } = await startWorld();
  const nowhere = { ...env, SECURITY_EVENTS_ISSUERS: 'keys/nowhere.json' };
  await expectOnly(nowhere, 'security-events.issuers', /Correct SECURITY_EVENTS_ISSUERS/);
  const at = await file('issuers.json', '[{"issuer":"https://app.example","token":"the-token-agreed-on"}]');
  const { failing } = await findings({ ...env, SECURITY_EVENTS_ISSUERS: at });
  expect(failing).toMatchObject([{ says: expect.stringContaining('either jwks_uri or jwks') }]);
});

test('an issuer of security events elsewhere, and a desk that only this machine knows', async () => {
  const { env } = await startWorld();
  const issuers = [{ issuer: 'https://app.example', jwks: { keys: [{ kty: 'EC' }] } }];
  const { of } = await findings({ ...env, SECURITY_EVENTS_ISSUERS: JSON.stringify(issuers) });
  expect(of('security-events.issuers')).toMatchObject({
    status: 'warn',
    remedy: expect.stringContaining('APP_URL'),
  });
});
