import type { CountryCode } from 'libphonenumber-js/min';
import { z } from 'zod';
import { say } from '@/messages/settings';
import { type RoleMap, readRoleMap } from './auth/role-map';
import { clientAuthMethods, isMutualTls, usesSecret } from './ciba/client-auth';
import { loginHintForms } from './ciba/hint';
import { algorithmNamed, signingAlgorithms } from './ciba/keys';
import { isLoopback } from './ciba/loopback';
import { deliveries, type Profile } from './ciba/profile';
import { profiles } from './ciba/profiles/all';
import { standard } from './ciba/profiles/standard';
import { wrongWith } from './database-url';
import { readRetentionDays } from './retention/days';

/** An issuer is compared character by character: it stays as it was written. */
const issuer = z.url({ protocol: /^https?$/ });
const url = issuer.transform((value) => value.replace(/\/$/, ''));
const seconds = z.coerce.number().int().positive();
const unset = z
  .string()
  .trim()
  .optional()
  .transform((value) => value || undefined);

/** 256-bit keys, base64 or base64url; kept as base64url. */
const encryptionKeys = z
  .string()
  .transform((value) =>
    value
      .split(',')
      .map((key) => key.trim().replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, ''))
      .filter(Boolean),
  )
  .refine((keys) => keys.length > 0 && keys.every((key) => /^[\w-]{43}$/.test(key)), {
    error: say.keys,
  });

const flag = z
  .enum(['true', 'false'])
  .default('false')
  .transform((value) => value === 'true');

const jsonObject = z
  .string()
  .transform((value, context): Record<string, unknown> => {
    try {
      const parsed: unknown = JSON.parse(value);
      if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) return { ...parsed };
    } catch {
      // Told below.
    }
    context.addIssue({ code: 'custom', message: say.jsonObject });
    return z.NEVER;
  })
  .optional();

/** `idp-word=role,other=role`, or a JSON object */
const roleMap = z
  .string()
  .default('')
  .transform((value, context): RoleMap => {
    const read = readRoleMap(value);
    if ('map' in read) return read.map;
    context.addIssue({ code: 'custom', message: say.roleMap(read.problem) });
    return z.NEVER;
  });

/** Names of claims, separated by spaces or commas. */
const claimNames = z
  .string()
  .default('roles')
  .transform((value) => value.split(/[\s,]+/).filter(Boolean));

/** `class=days,other=days` */
const retentionDays = z
  .string()
  .default('')
  .transform((value, context) => {
    const { days, problems } = readRetentionDays(value);
    for (const message of problems) context.addIssue({ code: 'custom', message });
    return days;
  });

/** `access_denied: not me; fraud_reported`: an `error`, or one with its `error_description`. */
const answers = z
  .string()
  .optional()
  .transform((value) =>
    value
      ?.split(';')
      .map((answer) => answer.trim())
      .filter(Boolean),
  )
  .refine(
    (all) =>
      all === undefined || all.every((answer) => /^[\x21\x23-\x5b\x5d-\x7e]+(?:: \S.*)?$/.test(answer)),
    { error: say.answers },
  );

/** Event types, which are URIs, separated by spaces or commas. */
const eventTypes = z
  .string()
  .default('')
  .transform((value) => value.split(/[\s,]+/).filter(Boolean))
  .refine((types) => types.every((type) => /^[a-z][a-z0-9+.-]*:[\x21-\x7e]{1,200}$/i.test(type)), {
    error: say.eventTypes,
  });

/** By any of its names. */
const signingAlgorithm = z.preprocess(
  (value) => (typeof value === 'string' ? (algorithmNamed(value) ?? value) : value),
  z.enum(signingAlgorithms),
);

/** `30,120,600` */
const pauses = z
  .string()
  .default('30,120,600')
  .transform((value) => value.split(',').map((part) => Number(part.trim())))
  .refine((all) => all.every((pause) => Number.isInteger(pause) && pause >= 0), {
    error: say.pauses,
  });

/** How the desk proves to the staff IdP who it is (OpenID Connect Core 1.0, 9). */
const staffAuthMethods = ['client_secret_basic', 'client_secret_post', 'private_key_jwt'] as const;

const schema = z.object({
  APP_URL: url
    .refine((value) => new URL(value).pathname === '/', say.rootOfHost)
    .default('http://localhost:3000'),
  AUTH_SECRET: z.string().min(32, say.secret),
  DATABASE_URL: unset.superRefine((url, context) => {
    const wrong = url === undefined ? undefined : wrongWith(url);
    if (wrong) context.addIssue({ code: 'custom', message: wrong });
  }),
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TOKEN_ENCRYPTION_KEYS: encryptionKeys,
  AUDIT_KEYS: encryptionKeys,
  STAFF_ISSUER: issuer,
  STAFF_CLIENT_ID: z.string().min(1),
  STAFF_CLIENT_AUTH: z.enum(staffAuthMethods).optional(),
  STAFF_CLIENT_SECRET: unset,
  STAFF_CLIENT_KEY: unset,
  STAFF_CLIENT_KEY_ID: unset,
  STAFF_SIGNING_ALG: signingAlgorithm.optional(),
  STAFF_SCOPE: z.string().default('openid profile email'),
  STAFF_ROLES_CLAIM: claimNames,
  STAFF_ROLE_MAP: roleMap,
  STAFF_SIGN_OUT: z.enum(['post', 'ask']).default('post'),
  STAFF_IDLE_SECONDS: seconds.default(15 * 60),
  STAFF_SESSION_SECONDS: seconds.default(8 * 60 * 60),
  CIBA_ISSUER: issuer,
  CIBA_PROFILE: z.enum(Object.keys(profiles) as [string, ...string[]]).default('standard'),
  CIBA_CLIENT_ID: z.string().min(1),
  CIBA_CLIENT_AUTH: z.enum(clientAuthMethods).default('client_secret_basic'),
  CIBA_CLIENT_SECRET: unset,
  CIBA_CLIENT_KEY: unset,
  CIBA_CLIENT_KEY_ID: unset,
  CIBA_SIGNING_ALG: signingAlgorithm.optional(),
  CIBA_CLIENT_CERT: unset,
  CIBA_CLIENT_CERT_KEY: unset,
  CIBA_CA: unset,
  CIBA_DELIVERY: z.enum(deliveries).default('poll'),
  CIBA_SIGN_REQUESTS: flag,
  CIBA_DPOP: flag,
  CIBA_ID_TOKEN_ALG: signingAlgorithm.default('RS256'),
  CIBA_ID_TOKEN_AUDIENCES: z
    .string()
    .default('')
    .transform((value) => value.split(/[\s,]+/).filter(Boolean)),
  CIBA_ID_TOKEN_KEY: unset,
  CIBA_LOGIN_HINT: z.enum(loginHintForms).default('sub'),
  CIBA_USER_CODE: flag,
  CIBA_SCOPE: unset.refine((scope) => !scope || scope.split(' ').includes('openid'), {
    error: say.openidScope,
  }),
  CIBA_TRANSFER_SCOPE: unset.refine((scope) => !scope || scope.split(' ').includes('openid'), {
    error: say.openidScope,
  }),
  CIBA_AUTHORIZATION_DETAILS: z
    .enum(['true', 'false'])
    .optional()
    .transform((value) => (value === undefined ? undefined : value === 'true')),
  CIBA_AUDIENCE: unset,
  CIBA_RESOURCE: unset,
  CIBA_ACR_VALUES: unset,
  CIBA_MAX_AGE: z.coerce.number().int().nonnegative().optional(),
  CIBA_REQUESTED_EXPIRY: seconds.optional(),
  CIBA_REQUEST_CONTEXT: jsonObject,
  CIBA_REPORT_ANSWERS: answers,
  REQUESTS_PER_CUSTOMER: seconds.default(5),
  REQUESTS_PER_CUSTOMER_DAY: seconds.default(10),
  REQUESTS_PER_STAFF_MINUTE: seconds.default(10),
  REQUESTS_PER_STAFF_SHIFT: seconds.default(150),
  DENIAL_PAUSES: pauses,
  SEARCHES_PER_MINUTE: seconds.default(120),
  RELEASE_AFTER_SECONDS: seconds.default(120),
  SECURITY_EVENTS_ISSUERS: unset,
  SECURITY_EVENTS_REPORTS: eventTypes,
  CUSTOMER_API_URL: url,
  TRANSFER_API_URL: url.optional(),
  TRANSFER_POLICY: unset,
  CUSTOMER_DIRECTORY: z.enum(['sql']).default('sql'),
  PHONE_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, say.country)
    .default('GB')
    .transform((value) => value as CountryCode), // an unknown country merely parses no local numbers
  ORGANISATION_NAME: z.string().trim().max(80, say.organisation).optional(),
  TIME_ZONE: z
    .string()
    .refine(isTimeZone, say.timeZone)
    .default(() => machineZone()),
  RETENTION_DAYS: retentionDays,
  TRUSTED_PROXIES: z.coerce.number().int().min(0).max(10).default(0),
  SANDBOX_URL: url.optional(),
  SANDBOX_DIRECTORY_TOKEN: unset,
});

/** Every name the desk reads. */
export const settingNames: readonly string[] = Object.keys(schema.shape);

export type Env = z.output<typeof schema> & { readonly profile: Profile };

/** What is wrong with one setting. */
export interface Problem {
  readonly name: string;
  /** To follow the name and a colon; of a setting that is missing, why it is needed, or ''. */
  readonly says: string;
  /** Told apart where it decides what to do about it. */
  readonly kind?:
    | 'missing'
    /** Plain http to another machine. */
    | 'insecure'
    /** More than the OP's product can do. */
    | 'beyond_profile'
    /** Of a file: what is the matter with it. */
    | 'absent'
    | 'unreadable'
    | 'cannot_sign'
    | 'wrong_kind'
    | 'other_key';
}

/** A problem with its name. */
export function lineOf({ name, says, kind }: Problem): string {
  return kind === 'missing'
    ? say.missing({ name, why: says || undefined })
    : say.problem({ name, problem: says });
}

/** Every problem of a configuration at once, in the message one line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
  readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(say.unusable({ problems: problems.map(lineOf) }));
    this.problems = problems;
  }
}

/**
 * The only reader of the environment.
 *
 * @throws ConfigurationError
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  // An empty line in a .env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const parsed = schema.safeParse(given, { error: inWords });
  const malformed = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message, code }): Problem => {
        const name = path.join('.');
        return given[name] === undefined && code === 'invalid_type'
          ? { name, kind: 'missing', says: '' }
          : { name, says: message };
      });
  const named = given.CIBA_PROFILE ?? standard.name;
  const profile = (Object.hasOwn(profiles, named) && profiles[named]) || standard;
  const problems = [
    ...malformed,
    ...insecureUrls(given),
    ...unverifiedTls(given),
    ...missingParts(given),
    ...beyond(profile, given),
    ...unreachableForNotifications(given),
  ];
  if (!parsed.success || problems.length > 0) throw new ConfigurationError(problems);
  const { CIBA_REPORT_ANSWERS: reportAnswers } = parsed.data;
  return { ...parsed.data, profile: reportAnswers ? { ...profile, reportAnswers } : profile };
}

/** next-auth reads its own address from the environment and from nowhere else. */
export function tellNextAuth(env: Env): void {
  process.env.NEXTAUTH_URL = env.APP_URL;
}

type Given = Readonly<Record<string, string | undefined>>;

/** What the schema itself finds; its own words for it are for programmers. */
function inWords(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_value':
      return say.oneOf({ choices: issue.values.map(String) });
    case 'invalid_format':
      return issue.format === 'url' ? say.address : undefined;
    case 'invalid_type':
      return say.wholeNumber;
    case 'too_small':
      return issue.inclusive
        ? say.atLeast({ least: String(issue.minimum) })
        : say.moreThan({ least: String(issue.minimum) });
    case 'too_big':
      return say.atMost({ most: String(issue.maximum) });
    default:
      return undefined;
  }
}

/** A name, not an offset: an offset knows nothing of the clocks' changes. */
function isTimeZone(name: string): boolean {
  try {
    return /^[A-Z]/i.test(name) && Boolean(new Intl.DateTimeFormat('en', { timeZone: name }));
  } catch {
    return false;
  }
}

function machineZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isTimeZone(timeZone) ? timeZone : 'UTC';
}

/** What the chosen way to authenticate, to sign or to decrypt cannot do without. */
function missingParts(given: Given): Problem[] {
  const problems = new Map<string, Problem>();
  const need = (name: string, when: boolean, why: string) => {
    if (when && !given[name]?.trim()) problems.set(name, { name, kind: 'missing', says: why });
  };
  const staffAuth = given.STAFF_CLIENT_AUTH ?? '';
  need('STAFF_CLIENT_KEY', staffAuth === 'private_key_jwt', say.why.neededBy({ method: staffAuth }));
  need('STAFF_CLIENT_SECRET', staffAuth !== 'private_key_jwt', '');
  const auth = given.CIBA_CLIENT_AUTH ?? 'client_secret_basic';
  const neededByAuth = say.why.neededBy({ method: auth });
  need('CIBA_CLIENT_SECRET', usesSecret(auth), neededByAuth);
  need('CIBA_CLIENT_KEY', auth === 'private_key_jwt', say.why.signsAssertions);
  need('CIBA_CLIENT_KEY', given.CIBA_SIGN_REQUESTS === 'true', say.why.signsRequests);
  need('CIBA_CLIENT_KEY', given.CIBA_LOGIN_HINT === 'login_hint_token', say.why.signsHints);
  need('CIBA_CLIENT_CERT', isMutualTls(auth), neededByAuth);
  need('CIBA_CLIENT_CERT', Boolean(given.CIBA_CLIENT_CERT_KEY), say.why.certificateOfKey);
  need(
    'CIBA_CLIENT_CERT_KEY',
    isMutualTls(auth) || Boolean(given.CIBA_CLIENT_CERT),
    say.why.keyOfCertificate,
  );
  if (given.CIBA_DPOP === 'true' && given.CIBA_DELIVERY === 'push') {
    problems.set('CIBA_DPOP', { name: 'CIBA_DPOP', says: say.boundPush });
  }
  return [...problems.values()];
}

/** What this OP is known not to do is refused here rather than by it, with a customer on the line. */
function beyond(profile: Profile, given: Given): Problem[] {
  const problems: Problem[] = [];
  const provider = profile.title;
  const tell = (name: string, says: string) => problems.push({ name, kind: 'beyond_profile', says });
  const among = (name: string, all: readonly string[], possible: readonly string[]) => {
    const value = given[name];
    if (value !== undefined && all.includes(value) && !possible.includes(value)) {
      tell(name, say.notTaken({ provider, value, taken: possible }));
    }
  };
  const never = (name: string, possible: boolean) => {
    if (given[name] === 'true' && !possible) tell(name, say.notOffered({ provider }));
  };
  among('CIBA_CLIENT_AUTH', clientAuthMethods, profile.clientAuths);
  among('CIBA_DELIVERY', deliveries, profile.deliveries);
  among('CIBA_LOGIN_HINT', loginHintForms, profile.hints);
  if (given.CIBA_LOGIN_HINT === undefined && !profile.hints.includes('sub')) {
    const says = say.why.hintsTaken({ provider, taken: profile.hints });
    problems.push({ name: 'CIBA_LOGIN_HINT', kind: 'missing', says });
  }
  never('CIBA_SIGN_REQUESTS', profile.signedRequests);
  never('CIBA_USER_CODE', profile.userCode);
  never('CIBA_DPOP', profile.dpop);
  const { max } = profile.expiry;
  if (max !== undefined && Number(given.CIBA_REQUESTED_EXPIRY) > max) {
    tell('CIBA_REQUESTED_EXPIRY', say.expiryTooLong({ provider, max }));
  }
  return problems;
}

/** An OP elsewhere cannot call a desk that is known by this machine's own name only. */
function unreachableForNotifications(given: Given): Problem[] {
  const { CIBA_DELIVERY: delivery, CIBA_ISSUER: op = '', APP_URL: desk = 'http://localhost' } = given;
  if (delivery !== 'ping' && delivery !== 'push') return [];
  if (!URL.canParse(op) || !URL.canParse(desk) || isLoopback(new URL(op)) || !isLoopback(new URL(desk)))
    return [];
  return [{ name: 'APP_URL', says: say.deskOutOfReach({ desk, delivery }) }];
}

const urls = [
  'APP_URL',
  'STAFF_ISSUER',
  'CIBA_ISSUER',
  'CUSTOMER_API_URL',
  'TRANSFER_API_URL',
  'SANDBOX_URL',
];

/** Node's switch would let anybody pose as the OP or the bank. */
function unverifiedTls(given: Given): Problem[] {
  if (given.NODE_TLS_REJECT_UNAUTHORIZED !== '0') return [];
  const isLocal = urls.every((name) => {
    const value = given[name];
    return !value || !URL.canParse(value) || isLoopback(new URL(value));
  });
  return isLocal ? [] : [{ name: 'NODE_TLS_REJECT_UNAUTHORIZED', says: say.unverifiedTls }];
}

/** Tokens and secrets travel over these: without TLS only within this very machine. */
function insecureUrls(given: Given): Problem[] {
  return urls.flatMap((name) => {
    const value = given[name];
    if (!value || !URL.canParse(value)) return [];
    const { protocol } = new URL(value);
    if (protocol !== 'http:' || isLoopback(new URL(value))) return [];
    return [{ name, kind: 'insecure' as const, says: say.https }];
  });
}
