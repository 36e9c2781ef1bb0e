import { ConfigurationError, type Env, readEnv } from '../env';
import { type Check, check, fail, ok } from './check';

type Given = Readonly<Record<string, string | undefined>>;

export interface Reading {
  /** Usable, if need be with stand-ins for what is wrong; undefined when not even those help. */
  readonly env: Env | undefined;
  readonly checks: readonly Check[];
  /** Names with a problem: what depends on them is not to be looked at. */
  readonly wrong: ReadonlySet<string>;
}

/** In the place of what is missing or wrong, so that all the rest can be looked at. Nothing is ever sent there. */
const standIns: Readonly<Record<string, string>> = {
  AUTH_SECRET: 'stand-in-for-the-secret-that-is-missing',
  TOKEN_ENCRYPTION_KEYS: Buffer.alloc(32).toString('base64url'),
  AUDIT_KEYS: Buffer.alloc(32).toString('base64url'),
  STAFF_ISSUER: 'https://missing.invalid',
  STAFF_CLIENT_ID: 'missing',
  STAFF_CLIENT_SECRET: 'missing',
  CIBA_ISSUER: 'https://missing.invalid',
  CIBA_CLIENT_ID: 'missing',
  CIBA_CLIENT_SECRET: 'missing',
  CUSTOMER_API_URL: 'https://missing.invalid',
};

/** Every problem of the settings as a check of its own. */
export function readConfiguration(given: Given): Reading {
  const first = attempt(given);
  if ('env' in first) {
    const verdict = ok('Every setting can be read, and they fit together.');
    return { ...first, wrong: new Set(), checks: [check('configuration.settings', 'Settings', verdict)] };
  }
  const wrong = new Set(first.problems.map(({ name }) => name));
  return {
    env: withStandIns(given, wrong),
    wrong,
    checks: first.problems.map(({ name, text }) =>
      check(`configuration.${name}`, name, fail(sentence(text), remedyFor(name, text))),
    ),
  };
}

function attempt(given: Given): { env: Env } | { problems: { name: string; text: string }[] } {
  try {
    return { env: readEnv(given) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    const lines = error.message.split('\n').filter((line) => line.startsWith('  - '));
    return {
      problems: lines.map((line) => ({ name: /\w+/.exec(line)?.[0] ?? '', text: line.slice('  - '.length) })),
    };
  }
}

/** Which of the CIBA settings that do not fit each other is wrong, only the administrator knows: they all make room. */
function withStandIns(given: Given, wrong: ReadonlySet<string>): Env | undefined {
  for (const others of [given, withoutCiba(given)]) {
    const found = attempt(replaced(others, wrong));
    if ('env' in found) return found.env;
  }
  return undefined;
}

function replaced(given: Given, names: ReadonlySet<string>): Given {
  return { ...pick(given, (name) => !names.has(name)), ...pick(standIns, (name) => names.has(name)) };
}

function withoutCiba(given: Given): Given {
  const isCiba = (name: string) => name.startsWith('CIBA_');
  return { ...pick(given, (name) => !isCiba(name)), ...pick(standIns, isCiba) };
}

function pick(given: Given, wanted: (name: string) => boolean): Given {
  return Object.fromEntries(Object.entries(given).filter(([name]) => wanted(name)));
}

const remedies: Readonly<Record<string, string>> = {
  APP_URL: 'Set it to the address people open the desk at, such as https://desk.example.com.',
  AUTH_SECRET: 'Make one with: openssl rand -base64 32',
  TOKEN_ENCRYPTION_KEYS: "Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
  AUDIT_KEYS: "Make one with: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
  STAFF_ISSUER:
    'Set it to the issuer of the provider that signs staff in, as its discovery document spells it.',
  STAFF_CLIENT_ID: 'Register the desk as a confidential client at the staff IdP, and set its client id here.',
  STAFF_CLIENT_SECRET: 'Set it to the client secret the staff IdP issued for the desk.',
  CIBA_ISSUER: 'Set it to the issuer of the OP, as its discovery document spells it.',
  CIBA_CLIENT_ID:
    'Register the desk as a confidential client with CIBA at the OP, and set its client id here.',
  CIBA_LOGIN_HINT: 'Set it to the way the OP wants customers to be named.',
  CIBA_CLIENT_SECRET: 'Set it to the client secret the OP issued, or choose another CIBA_CLIENT_AUTH.',
  CIBA_CLIENT_KEY: 'Set it to the path of a private key file (PEM or JWK) whose public half the OP knows.',
  CIBA_CLIENT_CERT:
    'Set it to the path of the client certificate (PEM), and CIBA_CLIENT_CERT_KEY to that of its key.',
  CIBA_CLIENT_CERT_KEY: 'Set it to the path of the private key (PEM) of CIBA_CLIENT_CERT.',
  CUSTOMER_API_URL: 'Set it to the base URL of the API that serves customers’ data for an access token.',
  NODE_TLS_REJECT_UNAUTHORIZED: 'Unset it, and set CIBA_CA to the certificate of your own authority.',
};

function remedyFor(name: string, text: string): string {
  if (text.includes('must be https')) return `Give ${name} an https address.`;
  if (/does not take|at most/.test(text)) {
    return `Change ${name} or leave it out; if the OP is another, correct CIBA_PROFILE.`;
  }
  return remedies[name] ?? `Correct ${name}, or leave it out; .env.example says what it takes.`;
}

/** The schema's own words for a wrong choice are for programmers. */
function sentence(text: string): string {
  const plain = text.replace(/: Invalid option: expected one of (.+)$/, (_all, choices: string) => {
    return ` must be one of ${choices.replaceAll('"', '').replaceAll('|', ', ')}`;
  });
  return /[.!?]$/.test(plain) ? plain : `${plain}.`;
}
