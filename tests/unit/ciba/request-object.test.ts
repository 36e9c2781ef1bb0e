import { createPublicKey } from 'node:crypto';
import { type JWTPayload, jwtVerify } from 'jose';
import { describe, expect, test } from 'vitest';
import type { Hint } from '@/lib/ciba/hint';
import { readSigningKey, type SigningAlgorithm } from '@/lib/ciba/keys';
import { signRequest } from '@/lib/ciba/request-object';
import {
  type AuthenticationRequest,
  requestParameters,
  type StandingParameters,
} from '@/lib/ciba/request-parameters';
import { later, START } from '../../support/samples';
import { ecPem, ed25519Pem, type KeyFiles, rsaPem } from './key-files';

const issuer = 'https://op.example/tenant/';
const request: AuthenticationRequest = {
  scope: 'openid accounts',
  hint: { login_hint: 'maria' },
  bindingMessage: 'CALL-KX7-4PT',
  requestedExpiry: 90,
};
const everything: AuthenticationRequest = {
  ...request,
  userCode: '0042',
  notificationToken: 'notification-token',
  authorizationDetails: [{ type: 'payment', amount: '5.00' }],
};
const standing: StandingParameters = {
  expiryParameter: 'requested_expiry',
  acrValues: 'urn:a urn:b',
  maxAge: 0,
  audience: 'https://api.example',
  resource: 'https://api.example/accounts',
  requestContext: { channel: 'contact_centre', risk: 3 },
};

async function signed(
  of: AuthenticationRequest,
  file: KeyFiles = ecPem('P-256'),
  wanted: { alg?: SigningAlgorithm; kid?: string } = {},
) {
  const key = await readSigningKey(file.pem, wanted);
  const jwt = await signRequest(
    requestParameters(of, standing),
    { clientId: 'countersign', issuer, key },
    START,
  );
  const publicKey = createPublicKey(file.publicPem);
  return {
    jwt,
    ...(await jwtVerify(jwt, publicKey, { currentDate: START, issuer: 'countersign', audience: issuer })),
  };
}

const lifetime = ({ nbf = Number.NaN, exp = Number.NaN }: JWTPayload) => exp - nbf;

describe('a signed request', () => {
  test.each<[SigningAlgorithm, KeyFiles]>([
    ['ES256', ecPem('P-256')],
    ['ES384', ecPem('P-384')],
    ['ES512', ecPem('P-521')],
    ['PS256', rsaPem()],
    ['RS256', rsaPem()],
    ['EdDSA', ed25519Pem()],
  ])('is signed with %s and our key', async (alg, file) => {
    const { protectedHeader } = await signed(request, file, { alg, kid: 'key-1' });
    expect(protectedHeader).toEqual({ alg, kid: 'key-1', typ: 'oauth-authz-req+jwt' });
  });

  test('names no key id where it has none', async () => {
    expect((await signed(request)).protectedHeader).not.toHaveProperty('kid');
  });

  test('says who asks, whom, when, until when and which time, as the specification demands', async () => {
    const { payload } = await signed(request);
    expect(payload).toMatchObject({ iss: 'countersign', client_id: 'countersign', aud: issuer });
    expect(payload.iat).toBe(START.getTime() / 1000);
    expect(payload.jti?.length).toBeGreaterThanOrEqual(22);
    expect(payload.nbf).toBeLessThanOrEqual(START.getTime() / 1000);
    expect(payload.exp).toBeGreaterThan(START.getTime() / 1000 + 30);
  });

  test('is good for a few minutes, far below the sixty that are allowed', async () => {
    const { payload } = await signed(request);
    expect(lifetime(payload)).toBeGreaterThan(0);
    expect(lifetime(payload)).toBeLessThanOrEqual(300);
  });

  test('is good at an OP whose clock is some seconds behind', async () => {
    const file = ecPem('P-256');
    const { jwt } = await signed(request, file);
    const atOp = { currentDate: later(-5) };
    await expect(jwtVerify(jwt, createPublicKey(file.publicPem), atOp)).resolves.toBeDefined();
  });

  test('has whole seconds, whatever the clock says', async () => {
    const key = await readSigningKey(ecPem('P-256').pem);
    const jwt = await signRequest({ scope: 'openid' }, { clientId: 'c', issuer, key }, later(0.789));
    const { iat, nbf, exp } = JSON.parse(Buffer.from(jwt.split('.')[1] ?? '', 'base64url').toString());
    for (const time of [iat, nbf, exp]) expect(Number.isInteger(time)).toBe(true);
  });

  test('is never the same twice', async () => {
    const [one, two] = [await signed(request), await signed(request)];
    expect(one.payload.jti).not.toBe(two.payload.jti);
  });

  test('carries every parameter in its JSON type', async () => {
    const { iss, aud, iat, nbf, exp, jti, ...parameters } = (await signed(everything)).payload;
    expect(parameters).toEqual({
      client_id: 'countersign',
      scope: 'openid accounts',
      login_hint: 'maria',
      binding_message: 'CALL-KX7-4PT',
      requested_expiry: 90,
      user_code: '0042',
      client_notification_token: 'notification-token',
      authorization_details: [{ type: 'payment', amount: '5.00' }],
      acr_values: 'urn:a urn:b',
      max_age: 0,
      audience: 'https://api.example',
      resource: 'https://api.example/accounts',
      request_context: { channel: 'contact_centre', risk: 3 },
    });
  });

  test.each<Hint>([{ login_hint: 'maria' }, { login_hint_token: 'a.b.c' }, { id_token_hint: 'a.b.c' }])(
    'carries exactly the one hint it was given: %j',
    async (hint) => {
      const { payload } = await signed({ ...request, hint });
      const hints = Object.keys(payload).filter((name) => /hint/.test(name));
      expect(hints).toEqual(Object.keys(hint));
    },
  );
});
