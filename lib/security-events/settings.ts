import path from 'node:path';
import { z } from 'zod';
import { say } from '@/messages/start';
import { isLoopback } from '../ciba/loopback';
import { ConfigurationError, type Env } from '../env';
import { readTextFile } from '../text-file';
import type { TransmitterSettings } from './transmitter';

const words = say.transmitters;

const secureUrl = z.url({ protocol: /^https?$/ }).refine((text) => isSecure(text), {
  error: words.insecure,
});
const publicKeys = z
  .object({ keys: z.array(z.looseObject({ kty: z.string() })).min(1) })
  .refine(({ keys }) => keys.every((key) => key.d === undefined && key.kty !== 'oct'), {
    error: words.notPublic,
  });

const transmitter = z
  .strictObject({
    issuer: secureUrl,
    jwks_uri: secureUrl.optional(),
    jwks: publicKeys.optional(),
    audience: z.string().min(1).optional(),
    token: z
      .string()
      .regex(/^[\w.~+/=-]{16,}$/, words.token)
      .optional(),
  })
  .refine(({ jwks_uri: uri, jwks }) => (uri === undefined) !== (jwks === undefined), {
    error: words.keys,
  });

const file = z
  .array(transmitter)
  .refine((all) => new Set(all.map(({ issuer }) => issuer)).size === all.length, {
    error: words.issuerTwice,
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
        throw unusable(words.unreadable({ path: setting }));
      });
  let written: unknown;
  try {
    written = JSON.parse(text);
  } catch {
    // Not the parser's own message: it may quote a token.
    throw unusable(words.notJson);
  }
  const parsed = file.safeParse(written);
  if (!parsed.success) {
    throw unusable(
      ...parsed.error.issues.map(({ path: at, message }) =>
        at.length > 0 ? words.at({ keys: at.join('.'), problem: message }) : message,
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
  return new ConfigurationError(problems.map((says) => ({ name: 'SECURITY_EVENTS_ISSUERS', says })));
}
