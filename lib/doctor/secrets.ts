import { say } from '@/messages/doctor/configuration';
import type { Env } from '../env';
import { type Check, check, type Finding, ok, titled, warn } from './check';

/** Random text of 32 characters has some twenty different ones; a word typed again and again has few. */
const FEWEST_LETTERS = 10;
const PLACEHOLDER = /change.?me|^(?:example|password|secret|test|todo|xxx)/i;
/** RFC 7518, 3.2: a key for HS256 is as long as its hash. */
const HS256_BYTES = 32;

/** What length alone does not tell of secrets. Says nothing of them but their names. */
export function secretChecks(env: Env, wrong: ReadonlySet<string>): Check[] {
  const problems: Check[] = [];
  const tell = (name: string, found: Finding) => {
    if (!wrong.has(name)) problems.push(titled(`secrets.${name}`, name, warn(found)));
  };

  if (isWeak(env.AUTH_SECRET)) tell('AUTH_SECRET', say.secrets.guessable);
  for (const name of ['TOKEN_ENCRYPTION_KEYS', 'AUDIT_KEYS'] as const) {
    const keys = env[name];
    if (keys.some((key) => new Set(key).size < FEWEST_LETTERS)) tell(name, say.secrets.guessableKey);
    if (new Set(keys).size < keys.length) tell(name, say.secrets.keyTwice);
  }
  if (env.AUDIT_KEYS.some((key) => env.TOKEN_ENCRYPTION_KEYS.includes(key))) {
    tell('AUDIT_KEYS', say.secrets.keyOfTokens);
  }
  const { CIBA_CLIENT_SECRET: secret } = env;
  if (env.CIBA_CLIENT_AUTH === 'client_secret_jwt' && secret && Buffer.byteLength(secret) < HS256_BYTES) {
    tell('CIBA_CLIENT_SECRET', say.secrets.short);
  }
  const shared = [env.CIBA_CLIENT_SECRET, env.STAFF_CLIENT_SECRET, env.AUTH_SECRET].filter(Boolean);
  if (wrong.size === 0 && new Set(shared).size < shared.length) tell('AUTH_SECRET', say.secrets.shared);
  const isMissing = ['AUTH_SECRET', 'TOKEN_ENCRYPTION_KEYS', 'AUDIT_KEYS'].some((name) => wrong.has(name));
  return problems.length > 0 || isMissing ? problems : [check('secrets.strength', ok(say.secrets.strong))];
}

function isWeak(secret: string): boolean {
  return new Set(secret).size < FEWEST_LETTERS || PLACEHOLDER.test(secret);
}
