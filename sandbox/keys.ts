import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair, type JWK } from 'jose';
import webPush from 'web-push';
import { z } from 'zod';

const ProviderKeys = z.object({
  signingKeys: z.array(z.looseObject({ kty: z.string(), kid: z.string() })).min(1),
  cookieKeys: z.array(z.string().min(32)).min(1),
});

const EventKey = z.looseObject({ kty: z.literal('EC'), kid: z.string(), d: z.string() });

const Keys = z.object({
  op: ProviderKeys,
  staff: ProviderKeys,
  /** Signs the session token of the phone. */
  phone: z.string().min(32),
  /** Proves to push services who is sending (RFC 8292). */
  vapid: z.object({ publicKey: z.string().min(80), privateKey: z.string().min(40) }),
  /** Signs security events, and nothing else. */
  events: EventKey,
});

export type Keys = z.infer<typeof Keys>;
export type VapidKeys = Keys['vapid'];
export type ProviderKeys = z.infer<typeof ProviderKeys>;
export type EventKey = z.infer<typeof EventKey>;

export const SIGNING_ALG = 'RS256';
export const EVENTS_ALG = 'ES256';

/** The bank's own keys: made at the first start, the same ever after, readable by their owner only. */
export async function loadKeys(dataDir: string): Promise<Keys> {
  await mkdir(dataDir, { recursive: true, mode: 0o700 });
  const file = path.join(dataDir, 'keys.json');
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  const kept = stored === undefined ? undefined : parse(stored, file);
  if (kept?.vapid && kept.events) return { ...kept, vapid: kept.vapid, events: kept.events };

  const keys: Keys = {
    ...(kept ?? { op: await providerKeys(), staff: await providerKeys(), phone: secret() }),
    vapid: kept?.vapid ?? webPush.generateVAPIDKeys(),
    events: kept?.events ?? (await eventKey()),
  };
  await writeFile(`${file}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${file}.new`, file);
  return keys;
}

/** Older files hold neither of these yet. */
const Stored = Keys.partial({ vapid: true, events: true });

function parse(text: string, file: string): z.infer<typeof Stored> {
  try {
    return Stored.parse(JSON.parse(text));
  } catch {
    // The parser's own message could quote a private key.
    throw new Error(`${file} is damaged; delete it, and the bank will make new keys`);
  }
}

async function providerKeys(): Promise<ProviderKeys> {
  const { privateKey } = await generateKeyPair(SIGNING_ALG, { extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return {
    signingKeys: [{ ...jwk, kty: 'RSA', kid, alg: SIGNING_ALG, use: 'sig' }],
    cookieKeys: [secret()],
  };
}

async function eventKey(): Promise<EventKey> {
  const { privateKey } = await generateKeyPair(EVENTS_ALG, { extractable: true });
  const jwk: JWK = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(jwk);
  return EventKey.parse({ ...jwk, kid, alg: EVENTS_ALG, use: 'sig' });
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}
