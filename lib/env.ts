import type { CountryCode } from 'libphonenumber-js/min';
import { z } from 'zod';
import { loginHintForms } from './ciba/login-hint';
import { isLoopback } from './ciba/loopback';
import type { Profile } from './ciba/profile';
import { sandbox } from './ciba/profiles/sandbox';
import { standard } from './ciba/profiles/standard';

const profiles: Readonly<Record<string, Profile>> = { standard, sandbox };

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
    error: 'must be one or more 256-bit keys in base64url, separated by commas',
  });

/** `idp-word=role,other=role` */
const roleMap = z
  .string()
  .default('')
  .transform((value) =>
    Object.fromEntries(
      value
        .split(',')
        .map((pair) => pair.split('=').map((part) => part.trim()))
        .flatMap(([from, to]) => (from && to ? [[from, to]] : [])),
    ),
  );

const schema = z.object({
  APP_URL: url
    .refine((value) => new URL(value).pathname === '/', 'must be the root of a host, without a path')
    .default('http://localhost:3000'),
  AUTH_SECRET: z.string().min(32, 'must be at least 32 characters of randomness'),
  DATABASE_URL: unset,
  DATA_DIR: z.string().default('.data'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  TOKEN_ENCRYPTION_KEYS: encryptionKeys,
  STAFF_ISSUER: issuer,
  STAFF_CLIENT_ID: z.string().min(1),
  STAFF_CLIENT_SECRET: z.string().min(1),
  STAFF_SCOPE: z.string().default('openid profile email'),
  STAFF_ROLES_CLAIM: z.string().default('roles'),
  STAFF_ROLE_MAP: roleMap,
  STAFF_SESSION_SECONDS: seconds.default(8 * 60 * 60),
  CIBA_ISSUER: issuer,
  CIBA_PROFILE: z.enum(Object.keys(profiles) as [string, ...string[]]).default('standard'),
  CIBA_CLIENT_ID: z.string().min(1),
  CIBA_CLIENT_AUTH: z.enum(['client_secret_basic', 'client_secret_post']).default('client_secret_basic'),
  CIBA_CLIENT_SECRET: z.string().min(1),
  CIBA_ID_TOKEN_ALG: z.enum(['RS256', 'PS256', 'ES256', 'EdDSA']).default('RS256'),
  CIBA_DELIVERY: z.enum(['poll']).default('poll'),
  CIBA_LOGIN_HINT: z.enum(loginHintForms).default('sub'),
  CIBA_AUDIENCE: unset,
  CIBA_RESOURCE: unset,
  CIBA_ACR_VALUES: unset,
  CIBA_REQUESTED_EXPIRY: seconds.optional(),
  REQUESTS_PER_CUSTOMER: seconds.default(5),
  CUSTOMER_API_URL: url,
  CUSTOMER_DIRECTORY: z.enum(['sql']).default('sql'),
  PHONE_REGION: z
    .string()
    .regex(/^[A-Z]{2}$/, 'must be a country in two capital letters, such as GB')
    .default('GB')
    .transform((value) => value as CountryCode), // an unknown country merely parses no local numbers
  SANDBOX_URL: url.optional(),
  SANDBOX_DIRECTORY_TOKEN: unset,
});

export type Env = z.output<typeof schema> & { readonly profile: Profile };

/** Every problem of a configuration at once, one line each. */
export class ConfigurationError extends Error {
  override readonly name = 'ConfigurationError';
}

/**
 * The only reader of the environment.
 *
 * @throws ConfigurationError
 */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  // An empty line in a .env file means "not set".
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const parsed = schema.safeParse(given);
  const malformed = parsed.success
    ? []
    : parsed.error.issues.map(({ path, message, code }) => {
        const name = path.join('.');
        return given[name] === undefined && code === 'invalid_type'
          ? `${name} is missing`
          : `${name}: ${message}`;
      });
  const problems = [...malformed, ...insecureUrls(given)];
  if (!parsed.success || problems.length > 0) {
    throw new ConfigurationError(
      `The configuration is not usable:\n${problems.map((line) => `  - ${line}`).join('\n')}`,
    );
  }
  return { ...parsed.data, profile: profiles[parsed.data.CIBA_PROFILE] ?? standard };
}

/** next-auth reads its own address from the environment and from nowhere else. */
export function tellNextAuth(env: Env): void {
  process.env.NEXTAUTH_URL = env.APP_URL;
}

/** Tokens and secrets travel over these: without TLS only within this very machine. */
function insecureUrls(given: Readonly<Record<string, string | undefined>>): string[] {
  return ['APP_URL', 'STAFF_ISSUER', 'CIBA_ISSUER', 'CUSTOMER_API_URL', 'SANDBOX_URL'].flatMap((name) => {
    const value = given[name];
    if (!value?.startsWith('http:') || !URL.canParse(value) || isLoopback(new URL(value))) return [];
    return [`${name}: must be https, plain http is for localhost only`];
  });
}
