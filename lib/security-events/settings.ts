import path from 'node:path';
import { z } from 'zod';
import { isLoopback } from '../ciba/loopback';
import { ConfigurationError, type Env } from '../env';
import { readTextFile } from '../text-file';
import type { TransmitterSettings } from './transmitter';

const secureUrl = z.url({ protocol: /^https?$/ }).refine((text) => isSecure(text), {
  error: 'must be https, plain http is for localhost only',
});
const publicKeys = z
  .object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
  .refine(({ keys }) => keys.every((key) => key.d === undefined && key.kty !== 'oct'), {
    error: 'must hold public keys only',
  });

const transmitter = z
  .strictObject({
    issuer: secureUrl,
    jwks_uri: secureUrl.optional(),
    jwks: publicKeys.optional(),
    audience: z.string().min(1).optional(),
    token: z
      .string()
      .regex(/^[\w.~+/=-]{16,}$/, 'must be 16 or more letters, digits and -._~+/=')
      .optional(),
  })
  .refine(({ jwks_uri: uri, jwks }) => (uri === undefined) !== (jwks === undefined), {
    error: 'must have either jwks_uri or jwks',
  });

const file = z
  .array(transmitter)
  .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, {
    error: 'names an issuer twice',
  });

/**
 * Who may push security events: a JSON array in the setting itself, or in the file it names.
 *
 * @throws ConfigurationError naming everything that is wrong in it
 */
export async function readTransmitters({
  SECURITY_EVENTS_ISSUERS: setting,
  APP_URL: desk,
}: Pick<Env, 'SECURITY_EVENTS_ISSUERS' | 'APP_URL'>): Promise<TransmitterSettings[]> {
  if (setting === undefined) return [];
  const text = setting.startsWith('[')
    ? setting
    : await readTextFile(path.resolve(/* turbopackIgnore: true */ setting)).catch(() => {
        throw unusable(`${setting} cannot be read`);
      });
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    // Not the parser's own message: it may quote a token.
    throw unusable('it is no JSON');
  }
  const parsed = file.safeParse(written);
  if (!parsed.success) {
    throw unusable(
      ...parsed.error.issues.map(({ path: at, message }) =>
        at.length > 0 ? `${at.join('.')}: ${message}` : message,
      ),
    );
  }
  return parsed.data.map(({ issuer, jwks_uri: uri, jwks, audience = desk, token }) => ({
    issuer,
    keys: uri === undefined ? { jwks: { keys: jwks?.keys ?? [] } } : { uri },
    audience,
    token,
  }));
}

function isSecure(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.protocol === 'https:' || isLoopback(url);
}

function unusable(...problems: string[]): ConfigurationError {
  return new ConfigurationError(
    `The configuration is not usable:\n${problems.map((line) => `  - SECURITY_EVENTS_ISSUERS: ${line}`).join('\n')}`,
  );
}
