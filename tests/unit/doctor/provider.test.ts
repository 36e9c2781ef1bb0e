import { describe, expect, test } from 'vitest';
import { duende } from '@/lib/ciba/profiles/duende';
import { keycloak } from '@/lib/ciba/profiles/keycloak';
import { standard } from '@/lib/ciba/profiles/standard';
import type { ProviderSettings } from '@/lib/ciba/provider';
import { judgeClock } from '@/lib/doctor/clock-difference';
import { judgeRefusal } from '@/lib/doctor/credentials';
import { judgeIssuer } from '@/lib/doctor/discovery';
import { judgeJwks } from '@/lib/doctor/jwks';
import { readMetadata } from '@/lib/doctor/metadata';
import { metadataChecks } from '@/lib/doctor/metadata-checks';
import { providerSettings } from '../../support/ciba-client';

const ISSUER = 'https://op.example';
const good = {
  issuer: ISSUER,
  token_endpoint: `${ISSUER}/token`,
  jwks_uri: `${ISSUER}/jwks`,
  revocation_endpoint: `${ISSUER}/revoke`,
  backchannel_authentication_endpoint: `${ISSUER}/ciba`,
  backchannel_token_delivery_modes_supported: ['poll'],
  grant_types_supported: ['urn:openid:params:grant-type:ciba'],
  scopes_supported: ['openid'],
  id_token_signing_alg_values_supported: ['RS256'],
};

/** What is not in order of these metadata: id → status. */
function found(
  metadata: Record<string, unknown>,
  settings: Partial<ProviderSettings> = {},
  asked = { scope: 'openid', userCode: false },
): Record<string, string> {
  const checks = metadataChecks(
    readMetadata({ ...good, ...metadata }),
    providerSettings(ISSUER, settings),
    asked,
  );
  return Object.fromEntries(
    checks.filter(({ status }) => status !== 'ok').map(({ id, status }) => [id, status]),
  );
}

const dpop = { dpop: true };
const mutualTls = { mutualTls: true, clientAuth: { method: 'tls_client_auth' } } as const;
const takesTls = { token_endpoint_auth_methods_supported: ['tls_client_auth'] };
const aliases = {
  mtls_endpoint_aliases: {
    token_endpoint: 'https://mtls.op.example/token',
    backchannel_authentication_endpoint: 'https://mtls.op.example/ciba',
  },
};
const aliasForTokens = { mtls_endpoint_aliases: { token_endpoint: 'https://mtls.op.example/token' } };
const signed = { requestKey: { alg: 'ES256' } as ProviderSettings['requestKey'] };
const bound = { tls_client_certificate_bound_access_tokens: true };
const acr = { standing: { ...providerSettings(ISSUER).standing, acrValues: 'gold silver' } };

describe('an OP’s metadata', () => {
  test('that fit have nothing to look at', () => {
    expect(found({})).toEqual({});
  });

  test.each<[string, Record<string, unknown>, Partial<ProviderSettings>, Record<string, string>]>([
    ['an address without TLS', { token_endpoint: 'http://op.example/token' }, {}, { 'op.endpoints': 'fail' }],
    ['no token endpoint', { token_endpoint: undefined }, {}, { 'op.endpoints': 'fail' }],
    [
      'no CIBA endpoint',
      { backchannel_authentication_endpoint: undefined },
      {},
      { 'op.backchannel': 'fail' },
    ],
    [
      'a product whose endpoint is known',
      { backchannel_authentication_endpoint: undefined },
      { profile: keycloak },
      {},
    ],
    [
      'no CIBA among the grant types',
      { grant_types_supported: ['implicit'] },
      {},
      { 'op.grant-type': 'warn' },
    ],
    ['no push', {}, { delivery: 'push' }, { 'op.delivery': 'fail' }],
    [
      'no word about delivery',
      { backchannel_token_delivery_modes_supported: undefined },
      { delivery: 'ping' },
      { 'op.delivery': 'warn' },
    ],
    ['no revocation', { revocation_endpoint: undefined }, {}, { 'op.revocation': 'warn' }],
    ['no DPoP', {}, dpop, { 'op.dpop': 'fail' }],
    [
      'DPoP with other algorithms',
      { dpop_signing_alg_values_supported: ['RS256'] },
      dpop,
      { 'op.dpop': 'fail' },
    ],
    ['DPoP with ours', { dpop_signing_alg_values_supported: ['ES256'] }, dpop, {}],
    [
      'no mutual TLS',
      { token_endpoint_auth_methods_supported: ['none'] },
      mutualTls,
      { 'op.client-auth': 'fail', 'op.bound-tokens': 'warn' },
    ],
    [
      'mutual TLS at the ordinary addresses',
      { ...takesTls, ...bound },
      mutualTls,
      { 'op.client-auth': 'warn' },
    ],
    ['mutual TLS at its own', { ...takesTls, ...bound, ...aliases }, mutualTls, {}],
    [
      'no address of its own for a CIBA request',
      { ...takesTls, ...bound, ...aliasForTokens },
      mutualTls,
      { 'op.client-auth': 'warn' },
    ],
    [
      'no such address at a product that has one',
      { ...takesTls, ...bound, ...aliasForTokens },
      { ...mutualTls, profile: duende },
      {},
    ],
    ['no signed requests', {}, signed, { 'op.request-signing': 'fail' }],
    ['a product that takes them in silence', {}, { ...signed, profile: duende }, {}],
    [
      'signed requests of another kind there',
      { backchannel_authentication_request_signing_alg_values_supported: ['PS256'] },
      { ...signed, profile: duende },
      { 'op.request-signing': 'fail' },
    ],
    ['tokens nobody binds', { ...takesTls, ...aliases }, mutualTls, { 'op.bound-tokens': 'warn' }],
    ['some of the acr values', { acr_values_supported: ['gold'] }, acr, { 'op.acr': 'warn' }],
    ['none of the acr values', { acr_values_supported: ['bronze'] }, acr, { 'op.acr': 'fail' }],
    ['no list of acr values', {}, acr, { 'op.acr': 'warn' }],
    ['ID tokens signed otherwise', {}, { idTokenAlgorithm: 'ES256' }, { 'op.id-token-alg': 'fail' }],
    [
      'lists that are none',
      { grant_types_supported: 'ciba', scopes_supported: 7 },
      {},
      { 'op.grant-type': 'warn' },
    ],
  ])('%s', (_what, metadata, settings, expected) => {
    expect(found(metadata, settings)).toEqual(expected);
  });

  test('without user codes or a scope that is asked for', () => {
    expect(found({}, {}, { scope: 'openid accounts', userCode: true })).toEqual({
      'op.user-code': 'fail',
      'op.scopes': 'warn',
    });
  });
});

describe('an issuer', () => {
  test.each([
    ['https://op.example/bank', 'https://op.example/bank', 'ok'],
    ['https://op.example/bank', 'https://op.example/bank/', 'fail'],
    // The library takes these two for one; whoever is told our issuer does not.
    ['https://op.example', 'https://op.example/', 'warn'],
    ['https://op.example', 'https://other.example', 'fail'],
    ['https://op.example', undefined, 'fail'],
  ])('%s that calls itself %s: %s', (configured, told, status) => {
    expect(judgeIssuer(told, configured, 'CIBA_ISSUER').status).toBe(status);
  });
});

describe('the refusal of a token request for nothing', () => {
  const client = {
    clientAuth: { method: 'client_secret_basic', secret: 'x' },
    delivery: 'poll',
    clientId: 'desk',
  } as const;
  const place = { name: 'The OP', url: new URL(ISSUER), setting: 'CIBA_ISSUER', trust: '' };

  test.each([
    [{ error: 'invalid_grant', status: 400 }, 'ok'],
    [{ error: 'expired_token', status: 400 }, 'ok'],
    [{ error: 'invalid_request', status: 400, description: 'unknown auth_req_id' }, 'ok'],
    [{ error: 'invalid_request', status: 400, description: 'client_assertion is missing' }, 'warn'],
    [{ error: 'invalid_client', status: 400 }, 'fail'],
    [{ error: 'access_denied', status: 401 }, 'fail'],
    [{ fault: 'challenge', status: 401 }, 'fail'],
    [{ error: 'unauthorized_client', status: 403 }, 'fail'],
    [{ error: 'server_error', status: 500 }, 'warn'],
    [{ fault: 'OAUTH_RESPONSE_IS_NOT_CONFORM', status: 429 }, 'warn'],
    [{ fault: 'ECONNREFUSED' }, 'fail'],
    [undefined, 'fail'],
  ] as const)('%o means %s', (refusal, status) => {
    expect(judgeRefusal(refusal, client, place).status).toBe(status);
  });

  test('as unauthorized is right for a push client', () => {
    const push = { ...client, delivery: 'push' } as const;
    expect(judgeRefusal({ error: 'unauthorized_client', status: 400 }, push, place).status).toBe('ok');
  });
});

describe('a key set', () => {
  const judged = (...keys: Record<string, string>[]) =>
    judgeJwks({ status: 200, body: { keys } }, 'PS256', standard).status;

  test('has to have a key that can have signed', () => {
    expect(judged({ kty: 'RSA', kid: '1' })).toBe('ok');
    expect(judged({ kty: 'RSA', kid: '1', alg: 'RS256' }, { kty: 'EC', crv: 'P-256' })).toBe('fail');
    expect(judged({ kty: 'RSA', kid: '1', use: 'enc' })).toBe('fail');
    expect(judged()).toBe('fail');
  });

  test('with two keys nobody can tell apart is worth a look', () => {
    expect(judged({ kty: 'RSA' }, { kty: 'RSA' })).toBe('warn');
  });

  test.each([
    ['another use', 'PS256'],
    ['another kind', 'ES256'],
  ] as const)(
    'with keys of %s alone is no fault where the OP makes a key when it first signs',
    (_what, alg) => {
      const fresh = { status: 200, body: { keys: [{ kty: 'RSA', kid: '1', alg: 'RS256', use: 'sig' }] } };
      expect(judgeJwks(fresh, alg, keycloak)).toMatchObject({
        status: 'warn',
        says: expect.stringContaining(`no key for ${alg} yet`),
      });
      expect(judgeJwks(fresh, alg, standard).status).toBe('fail');
    },
  );

  test('that is a page, or not there, is none', () => {
    expect(judgeJwks({ status: 200, body: undefined }, 'RS256', standard).status).toBe('fail');
    expect(judgeJwks({ status: 404, body: {} }, 'RS256', standard).says).toContain('404');
  });
});

test.each([
  [0, 'ok'],
  [4, 'ok'],
  [-12, 'warn'],
  [45, 'fail'],
] as const)('a clock %d seconds off: %s', (seconds, status) => {
  const at = new Date('2026-03-02T09:00:00.500Z');
  const date = new Date(Date.parse('2026-03-02T09:00:00Z') + seconds * 1000);
  expect(judgeClock(date, at).status).toBe(status);
});
