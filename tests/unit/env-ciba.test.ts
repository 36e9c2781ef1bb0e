import { describe, expect, test } from 'vitest';
import { clientAuthMethods } from '@/lib/ciba/client-auth';
import { loginHintForms } from '@/lib/ciba/hint';
import { deliveries } from '@/lib/ciba/profile';
import { profiles } from '@/lib/ciba/profiles/all';
import { ConfigurationError, readEnv } from '@/lib/env';
import { validEnv } from './valid-env';

type Change = Record<string, string | undefined>;

function problemsOf(change: Change): string[] {
  try {
    readEnv({ ...validEnv(), APP_URL: 'https://desk.example', ...change });
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n').filter((line) => line.startsWith('  - '));
  }
}
const names = (change: Change) =>
  problemsOf(change)
    .map((line) => /[A-Z_]{3,}/.exec(line)?.[0])
    .sort();

/** Everything a client could need, so that only what a test takes away is missing. */
const files = {
  CIBA_CLIENT_KEY: 'client-key.pem',
  CIBA_CLIENT_CERT: 'client.pem',
  CIBA_CLIENT_CERT_KEY: 'client-key.pem',
};

describe('a way to authenticate', () => {
  test.each<[string, string[]]>([
    ['client_secret_basic', ['CIBA_CLIENT_SECRET']],
    ['client_secret_post', ['CIBA_CLIENT_SECRET']],
    ['client_secret_jwt', ['CIBA_CLIENT_SECRET']],
    ['private_key_jwt', ['CIBA_CLIENT_KEY']],
    ['tls_client_auth', ['CIBA_CLIENT_CERT', 'CIBA_CLIENT_CERT_KEY']],
    ['self_signed_tls_client_auth', ['CIBA_CLIENT_CERT', 'CIBA_CLIENT_CERT_KEY']],
  ])('%s needs %j and nothing else', (method, needed) => {
    const bare = { CIBA_CLIENT_AUTH: method, CIBA_CLIENT_SECRET: undefined };
    expect(names(bare)).toEqual(needed);
    const all: Change = { ...files, CIBA_CLIENT_SECRET: 'secret' };
    const just = Object.fromEntries(needed.map((name) => [name, all[name]]));
    expect(names({ ...bare, ...just })).toEqual([]);
    const blank = Object.fromEntries(needed.map((name) => [name, '  ']));
    expect(new Set(names({ ...bare, ...blank }))).toEqual(new Set(needed));
  });

  test('by a key is told why the key is missing', () => {
    const problems = problemsOf({ CIBA_CLIENT_AUTH: 'private_key_jwt' });
    expect(problems).toEqual([expect.stringMatching(/CIBA_CLIENT_KEY is missing: private_key_jwt/)]);
  });
});

describe('what belongs together', () => {
  test('is a certificate and its key', () => {
    expect(names({ CIBA_CLIENT_CERT: 'client.pem' })).toEqual(['CIBA_CLIENT_CERT_KEY']);
    expect(names({ CIBA_CLIENT_CERT_KEY: 'client-key.pem' })).toEqual(['CIBA_CLIENT_CERT']);
    expect(names(files)).toEqual([]);
  });

  test('is a signed request and the key', () => {
    expect(names({ CIBA_SIGN_REQUESTS: 'true' })).toEqual(['CIBA_CLIENT_KEY']);
    expect(names({ CIBA_SIGN_REQUESTS: 'true', CIBA_CLIENT_KEY: 'key.pem' })).toEqual([]);
    expect(names({ CIBA_SIGN_REQUESTS: 'false' })).toEqual([]);
  });

  test('is a login hint token and the key', () => {
    expect(names({ CIBA_LOGIN_HINT: 'login_hint_token' })).toEqual(['CIBA_CLIENT_KEY']);
    expect(names({ CIBA_LOGIN_HINT: 'login_hint_token', CIBA_CLIENT_KEY: 'key.pem' })).toEqual([]);
  });

  test('is named once, however often it is missing', () => {
    const all = {
      CIBA_CLIENT_AUTH: 'private_key_jwt',
      CIBA_SIGN_REQUESTS: 'true',
      CIBA_LOGIN_HINT: 'login_hint_token',
    };
    expect(names(all)).toEqual(['CIBA_CLIENT_KEY']);
  });

  test('is not a push and a token bound to a key of ours', () => {
    expect(names({ CIBA_DPOP: 'true', CIBA_DELIVERY: 'push' })).toEqual(['CIBA_DPOP']);
    for (const delivery of ['poll', 'ping', undefined]) {
      expect(names({ CIBA_DPOP: 'true', CIBA_DELIVERY: delivery })).toEqual([]);
    }
    expect(names({ CIBA_DPOP: 'false', CIBA_DELIVERY: 'push' })).toEqual([]);
  });
});

describe.each(Object.values(profiles))('$name', (profile) => {
  const { name, title } = profile;
  const hint = profile.hints[0];
  const on = (change: Change) => names({ CIBA_PROFILE: name, CIBA_LOGIN_HINT: hint, ...files, ...change });

  test('takes the settings a client begins with', () => {
    expect(on({})).toEqual([]);
    expect(readEnv({ ...validEnv(), CIBA_PROFILE: name, CIBA_LOGIN_HINT: hint }).profile).toBe(profile);
  });

  test.each(clientAuthMethods)('takes the authentication %s, or it is refused by name', (method) => {
    const possible = profile.clientAuths.includes(method);
    expect(on({ CIBA_CLIENT_AUTH: method })).toEqual(possible ? [] : ['CIBA_CLIENT_AUTH']);
  });

  test.each(deliveries)('takes the delivery %s, or it is refused by name', (delivery) => {
    const possible = profile.deliveries.includes(delivery);
    expect(on({ CIBA_DELIVERY: delivery })).toEqual(possible ? [] : ['CIBA_DELIVERY']);
  });

  test.each(loginHintForms)('takes the hint %s, or it is refused by name', (form) => {
    const possible = profile.hints.includes(form);
    expect(on({ CIBA_LOGIN_HINT: form })).toEqual(possible ? [] : ['CIBA_LOGIN_HINT']);
  });

  test('wants the hint named when the usual one is none of its own', () => {
    expect(on({ CIBA_LOGIN_HINT: undefined })).toEqual(
      profile.hints.includes('sub') ? [] : ['CIBA_LOGIN_HINT'],
    );
  });

  test.each([
    ['CIBA_SIGN_REQUESTS', profile.signedRequests],
    ['CIBA_USER_CODE', profile.userCode],
    ['CIBA_DPOP', profile.dpop],
  ])('takes %s: %s', (setting, possible) => {
    expect(on({ [setting]: 'true' })).toEqual(possible ? [] : [setting]);
    expect(on({ [setting]: 'false' })).toEqual([]);
  });

  test('takes an expiry up to its own limit', () => {
    const { max } = profile.expiry;
    expect(on({ CIBA_REQUESTED_EXPIRY: String(max ?? 86_400) })).toEqual([]);
    if (max !== undefined)
      expect(on({ CIBA_REQUESTED_EXPIRY: String(max + 1) })).toEqual(['CIBA_REQUESTED_EXPIRY']);
  });

  test('is called by the name people know when it cannot do something', () => {
    const impossible = loginHintForms.find((form) => !profile.hints.includes(form));
    if (!impossible) return;
    expect(problemsOf({ CIBA_PROFILE: name, CIBA_LOGIN_HINT: impossible, ...files }).join()).toContain(title);
  });
});

test('what a provider cannot do and what is missing are named at once', () => {
  expect(
    names({
      CIBA_PROFILE: 'auth0',
      CIBA_DELIVERY: 'push',
      CIBA_SIGN_REQUESTS: 'true',
      CIBA_REQUESTED_EXPIRY: '301',
      AUTH_SECRET: undefined,
    }),
  ).toEqual([
    'AUTH_SECRET',
    'CIBA_CLIENT_KEY',
    'CIBA_DELIVERY',
    'CIBA_LOGIN_HINT',
    'CIBA_REQUESTED_EXPIRY',
    'CIBA_SIGN_REQUESTS',
  ]);
});

describe('NODE_TLS_REJECT_UNAUTHORIZED=0', () => {
  const off = { NODE_TLS_REJECT_UNAUTHORIZED: '0' };
  const local = {
    APP_URL: 'http://localhost:3000',
    STAFF_ISSUER: 'https://localhost:4000/staff',
    CIBA_ISSUER: 'https://127.0.0.1:4000/op',
    CUSTOMER_API_URL: 'https://[::1]:4000/api',
  };

  test('is refused, with what to do instead', () => {
    expect(problemsOf(off)).toEqual([expect.stringMatching(/NODE_TLS_REJECT_UNAUTHORIZED.*CIBA_CA/)]);
  });

  test('is nobody’s business within this very machine', () => {
    expect(names({ ...off, ...local })).toEqual([]);
  });

  test.each(Object.keys(local))('is refused when only %s is elsewhere', (name) => {
    expect(names({ ...off, ...local, [name]: 'https://elsewhere.example' })).toEqual([
      'NODE_TLS_REJECT_UNAUTHORIZED',
    ]);
  });

  test('is what is refused, and no other value of it', () => {
    for (const value of ['1', '', undefined])
      expect(names({ NODE_TLS_REJECT_UNAUTHORIZED: value })).toEqual([]);
  });
});

describe('CIBA_SCOPE', () => {
  test.each(['profile accounts', 'OpenID accounts', 'openid-accounts', 'openid,accounts'])(
    'is refused without openid: %j',
    (scope) => {
      expect(names({ CIBA_SCOPE: scope })).toEqual(['CIBA_SCOPE']);
    },
  );

  test.each(['openid', 'accounts openid', ' openid accounts '])('is taken with it: %j', (scope) => {
    expect(readEnv({ ...validEnv(), CIBA_SCOPE: scope }).CIBA_SCOPE).toBe(scope.trim());
  });

  test('is not set when it is blank', () => {
    expect(readEnv({ ...validEnv(), CIBA_SCOPE: ' ' }).CIBA_SCOPE).toBeUndefined();
  });
});

describe('CIBA_REQUEST_CONTEXT', () => {
  test('is a JSON object, whatever is in it', () => {
    const context = '{"channel":"contact_centre","score":{"value":3}}';
    expect(readEnv({ ...validEnv(), CIBA_REQUEST_CONTEXT: context }).CIBA_REQUEST_CONTEXT).toEqual(
      JSON.parse(context),
    );
    expect(readEnv({ ...validEnv(), CIBA_REQUEST_CONTEXT: '{}' }).CIBA_REQUEST_CONTEXT).toEqual({});
    expect(readEnv({ ...validEnv(), CIBA_REQUEST_CONTEXT: '' }).CIBA_REQUEST_CONTEXT).toBeUndefined();
  });

  test.each(['null', '[]', '[{}]', '5', '"text"', 'true', 'channel=x', '{"channel":', '{} {}'])(
    'is nothing else: %j',
    (text) => {
      expect(names({ CIBA_REQUEST_CONTEXT: text })).toEqual(['CIBA_REQUEST_CONTEXT']);
    },
  );
});

describe('CIBA_MAX_AGE', () => {
  test.each([
    ['0', 0],
    ['300', 300],
  ])('%s is %i seconds', (text, seconds) => {
    expect(readEnv({ ...validEnv(), CIBA_MAX_AGE: text }).CIBA_MAX_AGE).toBe(seconds);
  });

  test('is not set when it is empty: that is not "now"', () => {
    expect(readEnv({ ...validEnv(), CIBA_MAX_AGE: '' }).CIBA_MAX_AGE).toBeUndefined();
    expect(readEnv(validEnv()).CIBA_MAX_AGE).toBeUndefined();
  });

  test.each(['-1', '1.5', 'an hour', '300s', 'NaN', 'Infinity'])('is refused as %j', (text) => {
    expect(names({ CIBA_MAX_AGE: text })).toEqual(['CIBA_MAX_AGE']);
  });
});

describe('switches and choices', () => {
  test.each(['CIBA_SIGN_REQUESTS', 'CIBA_DPOP', 'CIBA_USER_CODE'])(
    '%s is true or false, and false unless set',
    (name) => {
      const read = (value: string | undefined) =>
        Object.entries(readEnv({ ...validEnv(), CIBA_CLIENT_KEY: 'key.pem', [name]: value })).find(
          ([key]) => key === name,
        )?.[1];
      expect([read('true'), read('false'), read(''), read(undefined)]).toEqual([true, false, false, false]);
      for (const value of ['1', 'yes', 'TRUE', 'on']) expect(names({ [name]: value })).toEqual([name]);
    },
  );

  test.each([
    ['CIBA_SIGNING_ALG', 'none'],
    ['CIBA_SIGNING_ALG', 'HS256'],
    ['CIBA_SIGNING_ALG', 'es256'],
    ['CIBA_ID_TOKEN_ALG', 'HS512'],
    ['CIBA_DELIVERY', 'PING'],
    ['CIBA_CLIENT_AUTH', 'none'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(names({ [name]: value })).toEqual([name]);
  });
});

test('no problem repeats a secret', () => {
  const secret = 'hunter2-hunter2';
  const told = problemsOf({
    CIBA_CLIENT_SECRET: secret,
    CIBA_REQUEST_CONTEXT: secret,
    CIBA_SCOPE: secret,
    CIBA_MAX_AGE: secret,
    CIBA_DPOP: secret,
  });
  expect(told.length).toBe(4);
  expect(told.join()).not.toContain(secret);
});

describe('the OP has to be able to call us', () => {
  const local = { APP_URL: 'http://localhost:3000' };

  test.each(['ping', 'push'])('with %s a desk known by its own machine only is refused', (CIBA_DELIVERY) => {
    expect(problemsOf({ ...local, CIBA_DELIVERY }).join()).toMatch(/APP_URL: .*cannot call/);
  });

  test('but not when the OP is on the same machine, or is never to call', () => {
    expect(problemsOf({ ...local, CIBA_DELIVERY: 'ping', CIBA_ISSUER: 'http://localhost:4000/op' })).toEqual(
      [],
    );
    expect(problemsOf({ ...local, CIBA_DELIVERY: 'poll' })).toEqual([]);
  });
});
