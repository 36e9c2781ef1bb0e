import { say } from '@/messages/doctor/configuration';
import { ConfigurationError, type Env, lineOf, type Problem, readEnv } from '../env';
import { type Check, check, fail, ok, titled } from './check';

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
    return { ...first, wrong: new Set(), checks: [check('configuration.settings', ok(say.readable))] };
  }
  const wrong = new Set(first.problems.map(({ name }) => name));
  return {
    env: withStandIns(given, wrong),
    wrong,
    checks: first.problems.map((problem) => {
      const verdict = fail({ says: sentence(lineOf(problem)), remedy: remedyFor(problem) });
      return titled(`configuration.${problem.name}`, problem.name, verdict);
    }),
  };
}

function attempt(given: Given): { env: Env } | { problems: readonly Problem[] } {
  try {
    return { env: readEnv(given) };
  } catch (error) {
    if (!(error instanceof ConfigurationError)) throw error;
    return { problems: error.problems };
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

function remedyFor({ name, kind }: Problem): string {
  if (kind === 'insecure') return say.remedy.https({ name });
  if (kind === 'beyond_profile') return say.remedy.beyondProfile({ name });
  return say.remedy.byName[name] ?? say.remedy.other({ name });
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
