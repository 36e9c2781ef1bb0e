import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ConfigurationError, readEnv } from '@/lib/env';
import { createVault } from '@/lib/verification/vault';
import { validEnv } from './valid-env';

function problemsOf(change: Record<string, string | undefined>, without: readonly string[] = []): string[] {
  const source = Object.fromEntries(
    Object.entries({ ...validEnv(), ...change }).filter(([name]) => !without.includes(name)),
  );
  try {
    readEnv(source);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return error.message.split('\n').filter((line) => line.startsWith('  - '));
  }
}

const names = (problems: string[]) => problems.map((line) => /[A-Z_]{3,}/.exec(line)?.[0]).sort();

describe('a usable configuration', () => {
  test('is read, with a default for everything that has one', () => {
    expect(readEnv(validEnv())).toMatchObject({
      APP_URL: 'http://localhost:3000',
      DATA_DIR: '.data',
      CIBA_CLIENT_AUTH: 'client_secret_basic',
      CIBA_ID_TOKEN_ALG: 'RS256',
      CIBA_LOGIN_HINT: 'sub',
      CIBA_DELIVERY: 'poll',
      STAFF_ROLE_MAP: {},
      profile: { name: 'standard' },
    });
  });

  test('may have lines left empty: they mean "not set"', () => {
    const env = readEnv({
      ...validEnv(),
      DATABASE_URL: '',
      CIBA_AUDIENCE: '',
      APP_URL: '',
      CIBA_REQUESTED_EXPIRY: '',
    });
    expect(env.APP_URL).toBe('http://localhost:3000');
    expect([env.DATABASE_URL, env.CIBA_AUDIENCE, env.CIBA_REQUESTED_EXPIRY]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('takes plain http for this very machine', () => {
    const local = 'http://127.0.0.1:4000/op';
    expect(
      problemsOf({
        CIBA_ISSUER: local,
        STAFF_ISSUER: 'http://localhost:4000/staff',
        CUSTOMER_API_URL: 'http://[::1]:1/api',
      }),
    ).toEqual([]);
  });

  test("maps the IdP's words to roles", () => {
    expect(
      readEnv({ ...validEnv(), STAFF_ROLE_MAP: 'grp-desk=agent, grp-lead = supervisor' }).STAFF_ROLE_MAP,
    ).toEqual({
      'grp-desk': ['agent'],
      'grp-lead': ['supervisor'],
    });
  });

  test('refuses a map that leads to no role, and says which part of it', () => {
    expect(() => readEnv({ ...validEnv(), STAFF_ROLE_MAP: 'grp-desk=agent,Leads=superviser' })).toThrow(
      'STAFF_ROLE_MAP: “Leads=superviser” must end in =agent',
    );
  });

  test('wants a secret for staff sign-in, or a key', () => {
    const { STAFF_CLIENT_SECRET: _, ...without } = validEnv();
    expect(() => readEnv(without)).toThrow('STAFF_CLIENT_SECRET is missing');
    expect(() => readEnv({ ...without, STAFF_CLIENT_AUTH: 'private_key_jwt' })).toThrow(
      'STAFF_CLIENT_KEY is missing: private_key_jwt needs it',
    );
    const keyed = { ...without, STAFF_CLIENT_AUTH: 'private_key_jwt', STAFF_CLIENT_KEY: 'key.pem' };
    expect(readEnv(keyed).STAFF_CLIENT_SECRET).toBeUndefined();
  });
});

describe('what is missing or wrong', () => {
  test('is named all at once', () => {
    expect(names(problemsOf({}, Object.keys(validEnv())))).toEqual(Object.keys(validEnv()).sort());
  });

  test('is called missing when it is, and empty is missing', () => {
    const problems = problemsOf({ CIBA_CLIENT_SECRET: '', CIBA_ISSUER: '' });
    expect(problems).toEqual(
      expect.arrayContaining([
        '  - CIBA_CLIENT_SECRET is missing: client_secret_basic needs it',
        '  - CIBA_ISSUER is missing',
      ]),
    );
    expect(problems).toHaveLength(2);
  });

  test.each([
    ['AUTH_SECRET', 'short'],
    ['APP_URL', 'localhost:3000'],
    ['APP_URL', 'ftp://desk.example'],
    ['CIBA_ISSUER', 'not a url'],
    ['CIBA_CLIENT_AUTH', 'none'],
    ['CIBA_PROFILE', 'toString'],
    ['CIBA_PROFILE', '__proto__'],
    ['CIBA_DELIVERY', 'carrier pigeon'],
    ['CIBA_ID_TOKEN_ALG', 'none'],
    ['CIBA_ID_TOKEN_ALG', 'HS256'],
    ['CIBA_LOGIN_HINT', 'name'],
    ['CIBA_REQUESTED_EXPIRY', '-5'],
    ['CIBA_REQUESTED_EXPIRY', 'soon'],
    ['STAFF_SESSION_SECONDS', '0'],
    ['PHONE_REGION', 'England'],
    ['LOG_LEVEL', 'chatty'],
    ['TIME_ZONE', 'Mars/Olympus_Mons'],
    ['TIME_ZONE', '+02:00'],
  ])('%s=%s is refused by name', (name, value) => {
    expect(names(problemsOf({ [name]: value }))).toEqual([name]);
  });

  test.each(['APP_URL', 'STAFF_ISSUER', 'CIBA_ISSUER', 'CUSTOMER_API_URL'])(
    '%s is refused over plain http to another machine',
    (name) => {
      expect(problemsOf({ [name]: 'http://bank.example' }).join()).toMatch(new RegExp(`${name}.*https`));
      expect(problemsOf({ [name]: 'http://localhost.bank.example' })).toHaveLength(1);
    },
  );
  test('is named at once also when an address is insecure', () => {
    expect(names(problemsOf({ CIBA_ISSUER: 'http://bank.example' }, ['AUTH_SECRET']))).toEqual([
      'AUTH_SECRET',
      'CIBA_ISSUER',
    ]);
  });
  test('SANDBOX_URL is refused over plain http to another machine', () => {
    expect(problemsOf({ SANDBOX_URL: 'http://bank.example' })).toHaveLength(1);
  });

  test('is told without repeating any secret', () => {
    const secret = 'hunter2-hunter2';
    const problems = problemsOf({
      AUTH_SECRET: secret,
      TOKEN_ENCRYPTION_KEYS: secret,
      CIBA_ISSUER: `x:${secret}`,
    });
    expect(problems.length).toBeGreaterThan(1);
    expect(problems.join()).not.toContain(secret);
  });
});

describe('an issuer', () => {
  test('keeps its trailing slash', () => {
    expect(readEnv({ ...validEnv(), CIBA_ISSUER: 'https://tenant.example/' }).CIBA_ISSUER).toBe(
      'https://tenant.example/',
    );
  });
});

describe('the encryption keys', () => {
  const key = (length = 32) => randomBytes(length);

  test('may be several, for rotation', () => {
    const [a, b] = [key().toString('base64url'), key().toString('base64url')];
    expect(readEnv({ ...validEnv(), TOKEN_ENCRYPTION_KEYS: ` ${a} , ${b},` }).TOKEN_ENCRYPTION_KEYS).toEqual([
      a,
      b,
    ]);
  });

  test.each([
    ['too short', key(31).toString('base64url')],
    ['too long', key(33).toString('base64url')],
    ['one good, one short', `${key().toString('base64url')},${key(16).toString('base64url')}`],
    ['hex of 256 bits', key().toString('hex')],
    ['none', ' , '],
  ])('are refused when they are %s', (_what, value) => {
    expect(names(problemsOf({ TOKEN_ENCRYPTION_KEYS: value }))).toEqual(['TOKEN_ENCRYPTION_KEYS']);
  });

  const worksInVault = async (text: string) => {
    const [first = '', ...older] = readEnv({
      ...validEnv(),
      TOKEN_ENCRYPTION_KEYS: text,
    }).TOKEN_ENCRYPTION_KEYS;
    const vault = createVault([first, ...older]);
    expect(await vault.open('ver_1', await vault.seal('ver_1', {}))).toEqual({});
  };

  test('that are accepted work in the vault', () =>
    worksInVault(Buffer.alloc(32, 0xfb).toString('base64url')));
  test('that are accepted work in the vault, in the usual alphabet too', () =>
    worksInVault(Buffer.alloc(32, 0xfb).toString('base64')));
  test('with foreign signs are refused by name', () => {
    const spoilt = `!${key().toString('base64url')}`;
    expect(names(problemsOf({ TOKEN_ENCRYPTION_KEYS: spoilt }))).toEqual(['TOKEN_ENCRYPTION_KEYS']);
  });
});

describe('.env.example', () => {
  const read = (file: string) => readFileSync(file, 'utf8');
  const documented = [...read('.env.example').matchAll(/^# ([A-Z_]+)=/gm)].map(([, name]) => name);

  test('has a line for every name the desk reads', () => {
    const known = [...read('lib/env.ts').matchAll(/^ {2}([A-Z][A-Z_]+):/gm)].map(([, name]) => name);
    // Made and passed on by the scripts; nobody sets them.
    const internal = ['SANDBOX_URL', 'SANDBOX_DIRECTORY_TOKEN'];
    expect(known.length).toBeGreaterThan(20);
    expect(known.filter((name) => name && !internal.includes(name) && !documented.includes(name))).toEqual(
      [],
    );
  });

  test('names nothing that nobody reads', () => {
    const readers = [
      'lib/env.ts',
      'sandbox/env.ts',
      'next.config.js',
      'scripts/lib/browser.mjs',
      'scripts/lib/launch.mjs',
      'scripts/lib/main.mjs',
      'scripts/lib/environment.mjs',
    ];
    const source = readers.map(read).join('\n');
    expect(documented.filter((name) => name && !new RegExp(`\\b${name}\\b`).test(source))).toEqual([]);
  });
});
