import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server, type Socket } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { freePort } from '../../scripts/lib/ports.mjs';
import { createCertificateAuthority } from '../support/certificates';
import {
  expectOnly,
  file,
  findings,
  key,
  startHost,
  startWorld,
  type World,
  YESTERDAY,
} from './doctor-support';

async function portOf(server: Server): Promise<number> {
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  const address = server.address();
  return typeof address === 'object' && address ? address.port : 0;
}

test('an OP whose host nobody knows', async () => {
  const { env } = await startWorld();
  await expectOnly({ ...env, CIBA_ISSUER: 'https://op.bank.invalid' }, 'op.reachable', /host in CIBA_ISSUER/);
});

test('an OP that is not running, once for all that is on its host', async () => {
  const { env } = await startWorld();
  const gone = `http://127.0.0.1:${await freePort()}`;
  const settings = {
    ...env,
    CIBA_ISSUER: `${gone}/op`,
    STAFF_ISSUER: `${gone}/staff`,
    CUSTOMER_API_URL: `${gone}/api`,
  };
  await expectOnly(settings, 'op.reachable', /that the server runs/);
  const { of } = await findings(settings);
  expect(of('op.reachable').says).toContain('refuses connections');
  expect([of('staff.discovery').status, of('customer-api.answers').status]).toEqual(['skipped', 'skipped']);
});

test('servers that hang cost less than ten seconds, all of them together', async () => {
  const { env, host } = await startWorld();
  const other = await startWorld();
  for (const at of ['/op/jwks', '/op/token']) host.on[at] = 'hang';
  for (const at of Object.keys(other.host.on)) other.host.on[at] = 'hang';
  const { STAFF_ISSUER = '', CUSTOMER_API_URL = '' } = other.env;
  // Takes the connection and says nothing.
  const mute = createServer(() => {});
  const DATABASE_URL = `postgres://127.0.0.1:${await portOf(mute)}/x`;
  const before = performance.now();
  const { failing } = await findings({ ...env, STAFF_ISSUER, CUSTOMER_API_URL, DATABASE_URL });
  expect(performance.now() - before).toBeLessThan(10_000);
  const hanging = [
    'op.jwks',
    'op.credentials',
    'staff.discovery',
    'customer-api.answers',
    'database.reachable',
  ];
  expect(failing.map(({ id }) => id)).toEqual(hanging);
  for (const { says } of failing) expect(says).toContain('does not answer');
});

test('an algorithm the OP does not sign with is not blamed on its keys as well', async () => {
  const { env } = await startWorld();
  await expectOnly({ ...env, CIBA_ID_TOKEN_ALG: 'PS256' }, 'op.id-token-alg', /Set CIBA_ID_TOKEN_ALG/);
});

test('an OP behind an authority of its own needs CIBA_CA, and with it all is well', async () => {
  const authority = await createCertificateAuthority();
  const { env } = await startWorld(await authority.issueServer());
  const { failing, of } = await findings(env);
  expect(of('op.reachable')).toMatchObject({
    status: 'fail',
    remedy: expect.stringContaining('Set CIBA_CA'),
  });
  expect(failing.map(({ id }) => id)).toEqual(['op.reachable']);
  const trusting = await findings({ ...env, CIBA_CA: await file('ca.pem', authority.cert) });
  expect(trusting.of('op.credentials').status).toBe('ok');
  expect(trusting.of('staff.discovery').status).toBe('ok');
  expect(trusting.failing).toEqual([]);
});

test('the wrong authority in CIBA_CA is told apart from none', async () => {
  const authority = await createCertificateAuthority();
  const other = await createCertificateAuthority('CN=Other CA');
  const { env } = await startWorld(await authority.issueServer());
  await expectOnly(
    { ...env, CIBA_CA: await file('ca.pem', other.cert) },
    'op.reachable',
    /to the file CIBA_CA names/,
  );
});

test('an OP with an expired certificate', async () => {
  const authority = await createCertificateAuthority();
  const { env } = await startWorld(await authority.issueServer({ notAfter: YESTERDAY }));
  await expectOnly(
    { ...env, CIBA_CA: await file('ca.pem', authority.cert) },
    'op.reachable',
    /operator to renew/,
  );
});

test('an OP with a certificate for another name', async () => {
  const authority = await createCertificateAuthority();
  const { env, host } = await startWorld(await authority.issueServer());
  // A loopback address too, and not one the certificate names.
  const elsewhere = await startHost({}, await authority.issueServer());
  const settings = {
    ...env,
    CIBA_ISSUER: `https://[::ffff:127.0.0.1]:${elsewhere.port}/op`,
    STAFF_ISSUER: `https://[::ffff:127.0.0.1]:${elsewhere.port}/op`,
    CUSTOMER_API_URL: `${host.url}/api`,
    CIBA_CA: await file('ca.pem', authority.cert),
  };
  await expectOnly(settings, 'op.reachable', /host name the certificate was issued for/);
});

test('an OP that speaks plain http where TLS is expected', async () => {
  const { env, host } = await startWorld();
  await expectOnly(
    { ...env, CIBA_ISSUER: `https://127.0.0.1:${host.port}/op` },
    'op.reachable',
    /port in CIBA_ISSUER/,
  );
});

test('an issuer with a slash too many gets the right value', async () => {
  const { env } = await startWorld();
  await expectOnly(
    { ...env, CIBA_ISSUER: `${env.CIBA_ISSUER}/` },
    'op.issuer',
    `Set CIBA_ISSUER=${env.CIBA_ISSUER}`,
  );
});

test('an issuer that is somebody else', async () => {
  const world = await startWorld();
  world.metadata.issuer = 'https://somebody.example';
  await expectOnly(world.env, 'op.issuer', 'Set CIBA_ISSUER=https://somebody.example');
});

test('the address of the discovery document in the place of the issuer', async () => {
  const { env } = await startWorld();
  const wrong = `${env.CIBA_ISSUER}/.well-known/openid-configuration`;
  await expectOnly({ ...env, CIBA_ISSUER: wrong }, 'op.discovery', `Set CIBA_ISSUER=${env.CIBA_ISSUER}`);
});

test('an issuer without its realm', async () => {
  const { env, host } = await startWorld();
  await expectOnly(
    { ...env, CIBA_ISSUER: `${host.url}/realms` },
    'op.discovery',
    /realm, tenant or environment/,
  );
});

test('a web site in the place of the OP', async () => {
  const { env, host } = await startWorld();
  host.on['/op/.well-known/openid-configuration'] = { status: 200, body: '<h1>Welcome</h1>' };
  await expectOnly(env, 'op.discovery', /address of a web site/);
});

test('an OP without CIBA, once for all that is missing', async () => {
  const world = await startWorld();
  world.metadata.backchannel_authentication_endpoint = undefined;
  world.metadata.grant_types_supported = ['authorization_code'];
  world.token = { status: 400, body: { error: 'unsupported_grant_type' } };
  await expectOnly(world.env, 'op.backchannel', /Switch CIBA on/);
});

test('a delivery the OP does not offer', async () => {
  const world = await startWorld();
  world.metadata.backchannel_token_delivery_modes_supported = ['poll'];
  await expectOnly({ ...world.env, CIBA_DELIVERY: 'ping' }, 'op.delivery', 'Set CIBA_DELIVERY to poll');
});

test('a client authentication the OP does not take', async () => {
  const world = await startWorld();
  const { env } = world;
  world.token = { status: 401, body: { error: 'invalid_client' } };
  await expectOnly(
    { ...env, CIBA_CLIENT_AUTH: 'client_secret_post' },
    'op.client-auth',
    /Set CIBA_CLIENT_AUTH/,
  );
});

test('an algorithm the OP does not take for client assertions', async () => {
  const { env } = await startWorld();
  const settings = {
    ...env,
    CIBA_CLIENT_AUTH: 'private_key_jwt',
    CIBA_CLIENT_KEY: await file('key.pem', await key('RS256')),
    CIBA_SIGNING_ALG: 'RS256',
  };
  await expectOnly(settings, 'op.client-auth', /Set CIBA_SIGNING_ALG/);
});

test('signed requests for an OP that takes none', async () => {
  const { env } = await startWorld();
  const settings = {
    ...env,
    CIBA_SIGN_REQUESTS: 'true',
    CIBA_CLIENT_KEY: await file('key.pem', await key('ES256')),
  };
  await expectOnly(settings, 'op.request-signing', /CIBA_SIGN_REQUESTS=false/);
});

test('ID tokens pinned to an algorithm the OP has no key for', async () => {
  const { env } = await startWorld();
  await expectOnly({ ...env, CIBA_ID_TOKEN_ALG: 'ES256' }, 'op.jwks', /Set CIBA_ID_TOKEN_ALG/);
});

test('a key set whose only key is for encryption', async () => {
  const world = await startWorld();
  world.keys.splice(0, 1, { ...world.keys[0], kty: 'RSA', use: 'enc' });
  await expectOnly(world.env, 'op.jwks', /add such a key at the OP/);
});

test('a key too short for anybody to rely upon', async () => {
  const world = await startWorld();
  const { publicKey } = generateKeyPairSync('rsa', { modulusLength: 1024 });
  world.keys.splice(0, 1, { ...publicKey.export({ format: 'jwk' }), kid: 'short', use: 'sig', alg: 'RS256' });
  const { of } = await findings(world.env);
  expect(of('op.jwks')).toMatchObject({ status: 'fail', says: expect.stringContaining('has 1024 bits') });
});

const refusals: readonly (readonly [string, World['token'], string | RegExp])[] = [
  [
    'a wrong client secret',
    { status: 401, body: { error: 'invalid_client' }, headers: { 'www-authenticate': 'Basic realm="op"' } },
    /Compare CIBA_CLIENT_ID \(countersign\) and CIBA_CLIENT_SECRET/,
  ],
  [
    'a wrong client secret, as Keycloak says it',
    { status: 401, body: { error: 'unauthorized_client' } },
    /Compare/,
  ],
  [
    'a client without the CIBA grant',
    { status: 400, body: { error: 'unauthorized_client' } },
    /Enable the CIBA grant/,
  ],
  [
    'a token endpoint without CIBA',
    { status: 400, body: { error: 'unsupported_grant_type' } },
    /Switch CIBA on/,
  ],
];

test.each(refusals)('%s', async (_what, answer, remedy) => {
  const world = await startWorld();
  world.token = answer;
  await expectOnly(world.env, 'op.credentials', remedy);
});

test('an OP whose clock is ten minutes ahead', async () => {
  const world = await startWorld();
  const date = new Date(Date.now() + 600_000).toUTCString();
  world.host.on['/op/.well-known/openid-configuration'] = {
    status: 200,
    body: world.metadata,
    headers: { date },
  };
  const { failing } = await findings(world.env);
  expect(failing).toEqual([
    expect.objectContaining({ id: 'op.clock', says: expect.stringContaining('10 minutes behind') }),
  ]);
});
