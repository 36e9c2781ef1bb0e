import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { givenMembers } from './answer';
import { tokenAnswer } from './token-response';

/** Longer than any `auth_req_id` and token response we know of (Keycloak's ids take several kB). */
export const LONGEST_NOTIFICATION = 64 * 1024;

/**
 * A `client_notification_token` (CIBA Core 7.1): 256 random bits, one for each request. Only its hash is kept,
 * and by its hash it is found again, so looking it up takes no longer for a guess that is nearly right.
 */
export function newNotificationToken(): { readonly token: string; readonly hash: string } {
  const token = randomBytes(32).toString('base64url');
  return { token, hash: notificationHash(token) };
}

export function notificationHash(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

/** The token an OP presents (RFC 6750, 2.1), in the alphabet ours are made of. */
export function presentedToken(authorization: string | null): string | undefined {
  return /^Bearer ([A-Za-z0-9_-]{43})$/i.exec(authorization ?? '')?.[1];
}

/** The tokens of a push (CIBA Core 10.3.1), of any quality yet. */
export type PushedTokens = z.infer<typeof pushedTokens>;
/** A push that says why there are none (CIBA Core 12). */
export type PushedError = z.infer<typeof pushedError>;

const authReqId = z.string().min(1);

const ping = z.looseObject({ auth_req_id: authReqId });

const pushedTokens = tokenAnswer.extend({ auth_req_id: authReqId });

const pushedError = z.looseObject({
  auth_req_id: authReqId,
  error: z.string().min(1),
  error_description: z.string().optional().catch(undefined),
});

/** What the OP says of one request. */
export type Notification =
  | { readonly kind: 'ping'; readonly authReqId: string }
  | { readonly kind: 'tokens'; readonly authReqId: string; readonly answer: PushedTokens }
  | { readonly kind: 'error'; readonly authReqId: string; readonly answer: PushedError };

/** @returns undefined when the body is none that the agreed delivery allows */
export function parseNotification(delivery: 'ping' | 'push', body: string): Notification | undefined {
  let json: unknown;
  try {
    json = givenMembers(JSON.parse(body));
  } catch {
    return undefined;
  }
  if (delivery === 'ping') {
    const parsed = ping.safeParse(json);
    return parsed.success ? { kind: 'ping', authReqId: parsed.data.auth_req_id } : undefined;
  }
  const failed = pushedError.safeParse(json);
  if (failed.success) return { kind: 'error', authReqId: failed.data.auth_req_id, answer: failed.data };
  const tokens = pushedTokens.safeParse(json);
  return tokens.success
    ? { kind: 'tokens', authReqId: tokens.data.auth_req_id, answer: tokens.data }
    : undefined;
}
