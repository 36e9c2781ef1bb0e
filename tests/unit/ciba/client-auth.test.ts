import { createPublicKey } from 'node:crypto';
import { decodeJwt, decodeProtectedHeader, type JWTPayload, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import {
  type ClientAuthentication,
  clientAuthMethods,
  isMutualTls,
  libraryAuthentication,
  usesSecret,
} from '@/lib/ciba/client-auth';
import { readSigningKey, type SigningAlgorithm } from '@/lib/ciba/keys';
import { ecPem, ed25519Pem, type KeyFiles, rsaPem } from './key-files';

const issuer = 'https://op.example/';
const op = {
  issuer,
  token_endpoint: `${issuer}token`,
  revocation_endpoint: `${issuer}revoke`,
  backchannel_authentication_endpoint: `${issuer}backchannel`,
};
const secret = 'sec:ret/of+the&tests%äöü';
const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** What a token request would carry. */
async function sent(authentication: ClientAuthentication, clientId = 'countersign') {
  const body = new URLSearchParams({ grant_type: 'x' });
  const headers = new Headers();
  await libraryAuthentication(authentication)(op, { client_id: clientId }, body, headers);
  body.delete('grant_type');
  return { body: Object.fromEntries(body), authorization: headers.get('authorization') };
}

async function assertionOf(authentication: ClientAuthentication): Promise<string> {
  const { body, authorization } = await sent(authentication);
  expect(authorization).toBeNull();
  expect(Object.keys(body).sort()).toEqual(['client_assertion', 'client_assertion_type', 'client_id']);
  expect(body).toMatchObject({ client_id: 'countersign', client_assertion_type: JWT_BEARER });
  return body.client_assertion ?? '';
}

/** OpenID Connect Core 9 and FAPI: what every assertion says. */
function expectClaims(claims: JWTPayload) {
  const now = Date.now() / 1000;
  expect(claims).toMatchObject({ iss: 'countersign', sub: 'countersign', aud: issuer });
  expect(claims.jti?.length).toBeGreaterThanOrEqual(20);
  expect(claims.iat).toBeGreaterThan(now - 60);
  expect(claims.exp).toBeGreaterThan(now);
  expect(claims.exp).toBeLessThanOrEqual(now + 300);
}

describe('a client with a secret', () => {
  test('puts it into the header, form-encoded as OAuth wants it', async () => {
    const { body, authorization } = await sent({ method: 'client_secret_basic', secret }, 'desk:1');
    expect(body).toEqual({});
    const [scheme, encoded = ''] = authorization?.split(' ') ?? [];
    expect(scheme).toBe('Basic');
    const [id, pass] = Buffer.from(encoded, 'base64')
      .toString()
      .split(':')
      .map((part) => decodeURIComponent(part.replaceAll('+', ' ')));
    expect([id, pass]).toEqual(['desk:1', secret]);
  });

  test('or into the body', async () => {
    const { body, authorization } = await sent({ method: 'client_secret_post', secret });
    expect(body).toEqual({ client_id: 'countersign', client_secret: secret });
    expect(authorization).toBeNull();
  });

  test('or signs with it, and never sends it', async () => {
    const assertion = await assertionOf({ method: 'client_secret_jwt', secret });
    const { payload, protectedHeader } = await jwtVerify(assertion, new TextEncoder().encode(secret));
    expect(protectedHeader.alg).toBe('HS256');
    expectClaims(payload);
  });
});

describe('a client with a key', () => {
  test.each<[SigningAlgorithm, KeyFiles]>([
    ['ES256', ecPem('P-256')],
    ['ES384', ecPem('P-384')],
    ['ES512', ecPem('P-521')],
    ['PS256', rsaPem()],
    ['RS256', rsaPem()],
    ['PS512', rsaPem()],
    ['EdDSA', ed25519Pem()],
  ])('signs assertions with %s under that name', async (alg, file) => {
    const key = await readSigningKey(file.pem, { alg, kid: 'key-1' });
    const assertion = await assertionOf({ method: 'private_key_jwt', key });
    const { payload, protectedHeader } = await jwtVerify(assertion, createPublicKey(file.publicPem));
    expect(protectedHeader).toMatchObject({ alg, kid: 'key-1' });
    expectClaims(payload);
  });

  test('names no key id where it has none', async () => {
    const key = await readSigningKey(ecPem('P-256').pem);
    const header = decodeProtectedHeader(await assertionOf({ method: 'private_key_jwt', key }));
    expect(header).not.toHaveProperty('kid');
  });

  test('never sends one assertion twice', async () => {
    const key = await readSigningKey(ecPem('P-256').pem);
    const authentication: ClientAuthentication = { method: 'private_key_jwt', key };
    const ids = await Promise.all([1, 2, 3].map(() => assertionOf(authentication)));
    const jti = ids.map(
      (jwt) => JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString()).jti,
    );
    expect(new Set(jti).size).toBe(3);
  });
});

describe('for an OP that wants assertions made out to the address they are sent to', () => {
  const audience = async (authentication: ClientAuthentication, parameters: Record<string, string>) => {
    const body = new URLSearchParams(parameters);
    await libraryAuthentication(authentication, { namesEndpoint: true })(
      op,
      { client_id: 'countersign' },
      body,
      new Headers(),
    );
    return decodeJwt(body.get('client_assertion') ?? '').aud;
  };

  test.each([
    [{ grant_type: 'urn:openid:params:grant-type:ciba', auth_req_id: 'x' }, `${issuer}token`],
    [{ token: 'x', token_type_hint: 'access_token' }, `${issuer}revoke`],
    [{ scope: 'openid', login_hint: 'maria' }, `${issuer}backchannel`],
    [{ request: 'a.b.c' }, `${issuer}backchannel`],
  ])('one for %j names just that', async (parameters, endpoint) => {
    const key = await readSigningKey(ecPem('P-256').pem);
    expect(await audience({ method: 'private_key_jwt', key }, parameters)).toBe(endpoint);
    expect(await audience({ method: 'client_secret_jwt', secret }, parameters)).toBe(endpoint);
  });

  test('a secret is sent as to any other', async () => {
    const body = new URLSearchParams();
    const headers = new Headers();
    const authentication: ClientAuthentication = { method: 'client_secret_basic', secret };
    await libraryAuthentication(authentication, { namesEndpoint: true })(
      op,
      { client_id: 'countersign' },
      body,
      headers,
    );
    expect(headers.get('authorization')).toBe((await sent(authentication)).authorization);
    expect([...body]).toEqual([]);
  });
});

test.each(['tls_client_auth', 'self_signed_tls_client_auth'] as const)(
  '%s says only who it is: the certificate is on the connection',
  async (method) => {
    expect(await sent({ method })).toEqual({ body: { client_id: 'countersign' }, authorization: null });
  },
);

test('every method needs exactly one of secret, key and certificate', () => {
  const needs = clientAuthMethods.map((method) => [method, usesSecret(method), isMutualTls(method)]);
  expect(needs).toEqual([
    ['client_secret_basic', true, false],
    ['client_secret_post', true, false],
    ['client_secret_jwt', true, false],
    ['private_key_jwt', false, false],
    ['tls_client_auth', false, true],
    ['self_signed_tls_client_auth', false, true],
  ]);
});
