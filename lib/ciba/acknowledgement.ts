import { z } from 'zod';
import type { InitiateOutcome } from './outcome';

/** An OP may allow polling without a pause (`interval` 0); half a second is quick enough for people. */
const SHORTEST_INTERVAL = 0.5;
/** CIBA Core 7.3: when the OP names no `interval`. */
const DEFAULT_INTERVAL = 5;
/** Keycloak's take some kilobytes. */
const LONGEST_ID = 16_384;
/** Seconds between a poll and the deadline, at least. */
const ROOM_FOR_ONE_POLL = 5;

/** Some OPs put numbers into quotes; but `null` is no number, least of all 0. */
const seconds = z.union([z.number(), z.string().regex(/^\d+$/).transform(Number)]);

/** What is wrong with one number must not cost the whole answer. */
export const acknowledgement = z.object({
  auth_req_id: z.string().min(1),
  expires_in: seconds.pipe(z.number().positive()).optional().catch(undefined),
  interval: seconds.pipe(z.number().nonnegative()).optional().catch(undefined),
});

/**
 * What an acknowledgement (CIBA Core 7.3) comes to for a request that was to live `requestedExpiry` seconds. Lenient with the
 * interval: the customer's phone is ringing already. Without `expires_in`, which is REQUIRED, nobody knows how long it will.
 */
export function acknowledged(
  answer: z.infer<typeof acknowledgement>,
  requestedExpiry: number,
): InitiateOutcome {
  if (answer.auth_req_id.length > LONGEST_ID) {
    return { kind: 'refused', reason: 'answer_unusable', detail: 'auth_req_id: too long' };
  }
  const promised = answer.expires_in;
  if (!promised || promised < 0) {
    return { kind: 'refused', reason: 'answer_unusable', detail: 'expires_in: missing or no number' };
  }
  // An interval that leaves no time for a single poll cannot be meant.
  const isMeant = answer.interval !== undefined && answer.interval < promised;
  const interval = Math.max(isMeant ? (answer.interval ?? 0) : DEFAULT_INTERVAL, SHORTEST_INTERVAL);
  // An OP that wants to be asked rarely has to be given the time for it.
  const expiresIn = Math.min(promised, Math.max(requestedExpiry, interval + ROOM_FOR_ONE_POLL));
  return { kind: 'acknowledged', authReqId: answer.auth_req_id, expiresIn, interval };
}
