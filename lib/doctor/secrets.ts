import type { Env } from '../env';
import { type Check, check, ok, warn } from './check';

/** Random text of 32 characters has some twenty different ones; a word typed again and again has few. */
const FEWEST_LETTERS = 10;
const PLACEHOLDER = /change.?me|^(?:example|password|secret|test|todo|xxx)/i;
/** RFC 7518, 3.2: a key for HS256 is as long as its hash. */
const HS256_BYTES = 32;

/** What length alone does not tell of secrets. Says nothing of them but their names. */
export function secretChecks(env: Env, wrong: ReadonlySet<string>): Check[] {
  const problems: Check[] = [];
  const tell = (name: string, says: string, remedy: string) => {
    if (!wrong.has(name)) problems.push(check(`secrets.${name}`, name, warn(says, remedy)));
  };

  if (isWeak(env.AUTH_SECRET)) {
    tell('AUTH_SECRET', 'It is long enough, but not random.', 'Make one with: openssl rand -base64 32');
  }
  for (const name of ['TOKEN_ENCRYPTION_KEYS', 'AUDIT_KEYS'] as const) {
    const keys = env[name];
    if (keys.some((key) => new Set(key).size < FEWEST_LETTERS)) {
      tell(
        name,
        'One of the keys is not random.',
        "Put a new one first, and keep the old behind it: openssl rand -base64 32 | tr '+/' '-_' | tr -d '='",
      );
    }
    if (new Set(keys).size < keys.length) {
      tell(name, 'The same key is in it twice.', 'Name each key once, the newest first.');
    }
  }
  if (env.AUDIT_KEYS.some((key) => env.TOKEN_ENCRYPTION_KEYS.includes(key))) {
    tell(
      'AUDIT_KEYS',
      'One of the keys is in TOKEN_ENCRYPTION_KEYS too.',
      'Give each a key of its own: who may read tokens should not be able to sign the trail.',
    );
  }
  const { CIBA_CLIENT_SECRET: secret } = env;
  if (env.CIBA_CLIENT_AUTH === 'client_secret_jwt' && secret && Buffer.byteLength(secret) < HS256_BYTES) {
    tell(
      'CIBA_CLIENT_SECRET',
      'It is shorter than the 32 bytes client_secret_jwt signs with: many OPs refuse that.',
      'Let the OP issue a longer secret.',
    );
  }
  const shared = [env.CIBA_CLIENT_SECRET, env.STAFF_CLIENT_SECRET, env.AUTH_SECRET].filter(Boolean);
  if (wrong.size === 0 && new Set(shared).size < shared.length) {
    tell(
      'AUTH_SECRET',
      'Two of AUTH_SECRET, CIBA_CLIENT_SECRET and STAFF_CLIENT_SECRET are the same.',
      'Give each a value of its own: whoever learns one should not hold the others.',
    );
  }
  const isMissing = ['AUTH_SECRET', 'TOKEN_ENCRYPTION_KEYS', 'AUDIT_KEYS'].some((name) => wrong.has(name));
  return problems.length > 0 || isMissing
    ? problems
    : [check('secrets.strength', 'Secrets', ok('They are long and look random.'))];
}

function isWeak(secret: string): boolean {
  return new Set(secret).size < FEWEST_LETTERS || PLACEHOLDER.test(secret);
}
