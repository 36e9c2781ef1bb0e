import { createHash, generateKeyPairSync } from 'node:crypto';
import { decodeJwt, exportSPKI, generateKeyPair, importJWK, type JSONWebKeySet, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DecryptionKey, readDecryptionKey } from '@/lib/ciba/keys';
import type { ProviderSettings } from '@/lib/ciba/provider';
import type { EndReason } from '@/lib/verification/view';
import { eventually } from '../support/eventually';
import { type LineOptions, openLine } from '../support/line';
import { lab } from '../support/providers/lab';
import type { Approval, ProviderDouble } from '../support/providers/provider-double';

/** The one thing that is wrong with an answer that is right in everything else. */
interface Flaw {
  readonly approval?: Approval;
  readonly options?: LineOptions | (() => Promise<LineOptions>);
  readonly reason?: EndReason;
  /** What the log and the supervisor are told, in the specification's words. */
  readonly detail: string;
}

let op: ProviderDouble;
beforeAll(async () => {
  op = await lab.start();
});
afterAll(() => op.close());

type Claims = Record<string, unknown>;
const AUTH_REQ_ID = 'urn:openid:params:jwt:claim:auth_req_id';
const RT_HASH = 'urn:openid:params:jwt:claim:rt_hash';
const epoch = () => Math.floor(Date.now() / 1000);
const claims = (change: (claims: Claims) => Claims): Approval => ({
  mutateIdToken: (given) => ({ ...given, ...change(given) }),
});
const without = (name: string): Approval => ({
  mutateIdToken: ({ [name]: _, ...rest }) => rest,
});
const response = (change: (tokens: Claims) => Claims): Approval => ({
  mutateTokens: (given) => ({ ...given, ...change(given) }),
});
const settings = (change: Partial<ProviderSettings>, more: LineOptions = {}): LineOptions => ({
  ...more,
  settings: change,
});
const standing = (change: Partial<ProviderSettings['standing']>): LineOptions =>
  settings({ standing: { expiryParameter: 'requested_expiry', ...change } });
/** The ID token as it was, with another header and signature. */
const resigned = (sign: (claims: Claims) => Promise<string>): Approval => ({
  mutateTokens: async (given) => ({ ...given, id_token: await sign(decodeJwt(String(given.id_token))) }),
});

const flaws: Record<string, Flaw> = {
  'another subject': {
    detail: 'sub',
    approval: claims(() => ({ sub: 'somebody-else' })),
    reason: 'wrong_subject',
  },
  'no ID token': {
    detail: 'id_token: missing',
    approval: response(() => ({ id_token: undefined })),
  },
  'an ID token that is no token': {
    detail: 'ERR_JWS_INVALID',
    approval: response(() => ({ id_token: 'x.y.z' })),
  },
  'another algorithm than the registered one': {
    detail: 'ERR_JOSE_ALG_NOT_ALLOWED',
    options: settings({ idTokenAlgorithm: 'RS256' }, { client: { idTokenAlg: 'ES256' } }),
  },
  'another issuer': {
    detail: 'iss: check_failed',
    approval: claims(() => ({ iss: 'https://other.example' })),
  },
  'an issuer with one slash more': {
    detail: 'iss: check_failed',
    approval: claims(({ iss }) => ({ iss: `${iss}/` })),
  },
  'another audience': {
    detail: 'aud: check_failed',
    approval: claims(() => ({ aud: 'another-client' })),
  },
  'an audience beside us that we do not know': {
    detail: 'aud: untrusted extra',
    approval: claims(({ aud }) => ({ aud: [aud, 'another-client'], azp: aud })),
  },
  'the OP itself as an audience, where it is not known to do so': {
    detail: 'aud: untrusted extra',
    approval: claims(({ aud, iss }) => ({ aud: [aud, iss], azp: aud })),
  },
  'another authorized party': {
    detail: 'azp',
    approval: claims(() => ({ azp: 'another-client' })),
  },
  'an expiry that has passed': {
    detail: 'exp: check_failed',
    approval: claims(() => ({ exp: epoch() - 40 })),
  },
  'no expiry': {
    detail: 'exp: missing',
    approval: without('exp'),
  },
  'an issue date before the request': {
    detail: 'iat: before the request',
    approval: claims(() => ({ iat: epoch() - 60 })),
  },
  'an issue date in the future': {
    detail: 'iat: in the future',
    approval: claims(() => ({ iat: epoch() + 60 })),
  },
  'no issue date': {
    detail: 'iat: missing',
    approval: without('iat'),
  },
  'a beginning in the future': {
    detail: 'nbf: check_failed',
    approval: claims(() => ({ nbf: epoch() + 60 })),
  },
  'no subject': {
    detail: 'sub: missing',
    approval: without('sub'),
  },
  'no issuer': {
    detail: 'iss: missing',
    approval: without('iss'),
  },
  'no audience': {
    detail: 'aud: missing',
    approval: without('aud'),
  },
  'the hash of another access token': {
    detail: 'at_hash',
    approval: claims(() => ({ at_hash: createHash('sha256').update('x').digest('base64url').slice(0, 22) })),
  },
  'the id of another request': {
    detail: 'auth_req_id: of another request',
    approval: claims(() => ({ [AUTH_REQ_ID]: 'another-request' })),
  },
  'the hash of another refresh token': {
    detail: 'rt_hash',
    approval: {
      ...claims(() => ({ [RT_HASH]: 'AAAAAAAAAAAAAAAAAAAAAA' })),
      ...response(() => ({ refresh_token: 'a-refresh-token' })),
    },
  },
  'a weaker acr than was asked for': {
    detail: 'acr: not what was asked for',
    approval: { acr: 'urn:weak' },
    options: standing({ acrValues: 'urn:strong' }),
  },
  'no acr though one was asked for': {
    detail: 'acr: not what was asked for',
    approval: without('acr'),
    options: standing({ acrValues: 'urn:strong' }),
  },
  'no auth_time though an age was asked for': {
    detail: 'auth_time: missing',
    approval: without('auth_time'),
    options: standing({ maxAge: 60 }),
  },
  'an auth_time too long ago': {
    detail: 'auth_time: too long ago',
    approval: claims(() => ({ auth_time: epoch() - 120 })),
    options: standing({ maxAge: 60 }),
  },
  'an auth_time in the future': {
    detail: 'auth_time: in the future',
    approval: claims(() => ({ auth_time: epoch() + 120 })),
    options: standing({ maxAge: 60 }),
  },
  'less scope than the purpose needs': {
    detail: 'scope',
    approval: { scope: 'openid' },
    reason: 'scope_not_granted',
  },
  'a token type nobody asked for': {
    detail: 'token_type',
    approval: response(() => ({ token_type: 'mac' })),
  },
  'tokens bound to a key though none was shown': {
    detail: 'token_type',
    approval: response(() => ({ token_type: 'DPoP' })),
  },
  'tokens of the bearer though bound ones were asked for': {
    detail: 'token_type',
    approval: response(() => ({ token_type: 'Bearer' })),
    options: settings({ dpop: true }),
  },
  'an ID token in the clear though it was to be encrypted': {
    detail: 'ERR_JWE_INVALID',
    options: async () => settings({ idTokenKey: await decryptionKey() }),
  },
  'an ID token encrypted to somebody else': {
    detail: 'ERR_JWE_DECRYPTION_FAILED',
    options: async () =>
      settings({ idTokenKey: await decryptionKey() }, { client: { encryptIdToken: true } }),
  },
  'the signature of a stranger': {
    detail: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
    approval: resigned((given) => stranger(given)),
  },
  'no signature (alg none)': {
    detail: 'ERR_JOSE_ALG_NOT_ALLOWED',
    approval: resigned(async (given) => `${part({ alg: 'none' })}.${part(given)}.`),
  },
  'the public key as a shared secret (HS256)': {
    detail: 'ERR_JOSE_ALG_NOT_ALLOWED',
    approval: resigned(async (given) => {
      const { keys } = (await (await fetch(`${op.issuer}/jwks`)).json()) as JSONWebKeySet; // the double's own
      const key = keys.find(({ alg }) => alg === 'RS256') ?? keys[0];
      const spki = await exportSPKI((await importJWK({ ...key }, 'RS256')) as CryptoKey); // an RSA key
      return new SignJWT(given)
        .setProtectedHeader({ alg: 'HS256', kid: key?.kid ?? '' })
        .sign(new TextEncoder().encode(spki));
    }),
  },
};

describe.concurrent('an approval with one thing wrong about it fails, keeps no token and asks no more:', () => {
  for (const [what, flaw] of Object.entries(flaws)) test(what, () => expectFailure('poll', flaw));
});

describe.concurrent('a push with one thing wrong about it fails and keeps no token:', () => {
  const pushed: Record<string, Flaw> = {
    'no hash of the access token': {
      detail: 'at_hash: missing',
      approval: without('at_hash'),
    },
    'no id of the request': {
      detail: 'auth_req_id: missing',
      approval: without(AUTH_REQ_ID),
    },
    'a refresh token and no hash of it': {
      detail: 'rt_hash: missing',
      approval: response(() => ({ refresh_token: 'a-refresh-token' })),
    },
    'the hash of another access token': {
      detail: 'at_hash',
      approval: claims(() => ({ at_hash: 'AAAAAAAAAAAAAAAAAAAAAA' })),
    },
    'the id of another request': {
      detail: 'auth_req_id: of another request',
      approval: claims(() => ({ [AUTH_REQ_ID]: 'another-request' })),
    },
    'another subject': {
      detail: 'sub',
      approval: claims(() => ({ sub: 'somebody-else' })),
      reason: 'wrong_subject',
    },
    'the signature of a stranger': {
      detail: 'ERR_JWS_SIGNATURE_VERIFICATION_FAILED',
      approval: resigned((given) => stranger(given)),
    },
    'no ID token': {
      detail: 'id_token: missing',
      approval: response(() => ({ id_token: undefined })),
    },
    'less scope than the purpose needs': {
      detail: 'scope',
      approval: { scope: 'openid' },
      reason: 'scope_not_granted',
    },
  };
  for (const [what, flaw] of Object.entries(pushed)) test(what, () => expectFailure('push', flaw));
});

describe.concurrent('an approval with nothing wrong about it is approved, with', () => {
  const fine: Record<string, LineOptions> = {
    'nothing special': {},
    'an acr and an age that were asked for': standing({ acrValues: 'urn:strong', maxAge: 60 }),
    'an encrypted ID token': { client: { encryptIdToken: true } },
    'tokens bound to a key of ours': settings({ dpop: true }),
    'a signed request': { client: { signedRequests: 'required' } },
    'an ID token signed with EdDSA': { client: { idTokenAlg: 'EdDSA' } },
    'an ID token signed with Ed25519, as EdDSA is called by now': { client: { idTokenAlg: 'EdDSA' } },
    'an ID token signed with PS256': { client: { idTokenAlg: 'PS256' } },
  };
  for (const [what, options] of Object.entries(fine)) {
    test(what, async () => {
      const line = await openLine(op, 'private_key_jwt', 'poll', options);
      try {
        const v = await line.ask();
        const approval = what.includes('Ed25519') ? { idTokenAlgName: 'Ed25519' } : {};
        await op.approve(approval, line.store.secrets(v.id).authReqId);
        expect(await line.after(v, 'pending')).toMatchObject({ status: 'approved', detail: null });
        const { tokens } = line.store.secrets(v.id);
        if (!tokens) throw new Error('approved without tokens');
        const resource = await line.resources.request(tokens, 'GET', new URL(op.resourceUrl.plain));
        expect(resource.status).toBe(200);
      } finally {
        await line.close();
      }
    });
  }
});

async function expectFailure(delivery: 'poll' | 'push', flaw: Flaw): Promise<void> {
  const options = typeof flaw.options === 'function' ? await flaw.options() : flaw.options;
  const line = await openLine(op, 'private_key_jwt', delivery, options);
  try {
    const v = await line.ask();
    const { authReqId } = line.store.secrets(v.id);
    let accessToken: unknown;
    const { approval } = flaw;
    const { mutateTokens } = approval ?? {};
    const observed: Approval = {
      ...approval,
      mutateTokens: (tokens) => {
        accessToken = tokens.access_token;
        return mutateTokens?.(tokens) ?? tokens;
      },
    };
    await op.approve(observed, authReqId);
    expect(await line.after(v, 'pending')).toMatchObject({
      status: 'failed',
      reason: flaw.reason ?? 'invalid_token',
      detail: flaw.detail,
    });
    expect(line.store.secrets(v.id)).toEqual({});
    await eventually(() => expect(op.revoked).toContain(accessToken));

    await new Promise((resolve) => setTimeout(resolve, 700)); // more than an interval
    const polls = op.requests.filter(
      ({ body }) => body.has('grant_type') && body.get('auth_req_id') === authReqId,
    );
    expect(polls).toHaveLength(delivery === 'poll' ? 1 : 0);
    expect(line.log.text()).not.toContain(accessToken);
  } finally {
    await line.close();
  }
}

async function decryptionKey(): Promise<DecryptionKey> {
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  return readDecryptionKey(String(privateKey.export({ type: 'pkcs8', format: 'pem' })));
}

async function stranger(given: Claims): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256');
  return new SignJWT(given).setProtectedHeader({ alg: 'RS256' }).sign(privateKey);
}

function part(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
