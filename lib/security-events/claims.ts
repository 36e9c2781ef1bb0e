import type { JWTPayload } from 'jose';
import { z } from 'zod';
import { type Refusal, refused } from './refusal';

/** What a genuine Security Event Token says. */
export interface SecurityEvents {
  readonly kind: 'events';
  readonly jti: string;
  /** By type, a URI. */
  readonly events: Readonly<Record<string, EventPayload>>;
  /** Whom all of them are about (RFC 9493, 4.1), not looked at any further. */
  readonly subjectId: unknown;
}

export type EventPayload = Readonly<Record<string, unknown>>;

/** Seconds a transmitter's clock may be ahead of ours. */
const AHEAD = 60;
/** How long after it happened an event may still come: transmitters keep what they could not deliver. Seconds. */
export const OLDEST_EVENT = 7 * 24 * 60 * 60;
const LONGEST_JTI = 255;

const payloads = z.record(z.string(), z.looseObject({}));

/** Judges the claims of a token whose signature was found to be its issuer's (RFC 8417, 2.2). */
export function judgeClaims(claims: JWTPayload, audience: string, now: Date): SecurityEvents | Refusal {
  const { aud, iat, jti } = claims;
  if (![aud].flat().includes(audience))
    return refused('invalid_audience', 'The token is made out to somebody else.');
  const fault = timeFault(iat, now) ?? idFault(jti) ?? foreignClaim(claims);
  if (fault) return refused('invalid_request', fault);
  const events = payloads.safeParse(claims.events);
  if (!events.success || Object.keys(events.data).length === 0)
    return refused('invalid_request', 'events must be an object with one event or more, each an object.');
  return { kind: 'events', jti: String(jti), events: events.data, subjectId: claims.sub_id };
}

function timeFault(iat: unknown, now: Date): string | undefined {
  if (typeof iat !== 'number' || !Number.isFinite(iat)) return 'iat is missing.';
  const age = now.getTime() / 1000 - iat;
  if (age < -AHEAD) return 'iat is in the future.';
  return age > OLDEST_EVENT ? 'iat is more than seven days ago.' : undefined;
}

function idFault(jti: unknown): string | undefined {
  if (typeof jti !== 'string' || jti === '') return 'jti is missing.';
  // It becomes a key in the database.
  return jti.length > LONGEST_JTI || /[\p{Cc}\p{Cs}]/u.test(jti)
    ? `jti must be of at most ${LONGEST_JTI} printable characters.`
    : undefined;
}

/** RFC 8417, 2.2 and 4: what other kinds of tokens have, so that none of them is taken for an event. */
function foreignClaim(claims: JWTPayload): string | undefined {
  if (Object.hasOwn(claims, 'exp')) return 'An event does not expire: there must be no exp.';
  if (Object.hasOwn(claims, 'sub')) return 'The subject belongs in sub_id: there must be no sub.';
  return undefined;
}
