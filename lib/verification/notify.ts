import { timingSafeEqual } from 'node:crypto';
import { opActor } from '../actor';
import type { CibaClient } from '../ciba/client';
import { type Notification, notificationHash, parseNotification, presentedToken } from '../ciba/notification';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { apply } from './apply';
import { expectationOf } from './expectation';
import type { Notifications } from './notifications';
import { settle } from './outcome';
import { firstSchedule } from './schedule';
import type { VerificationStore } from './store';
import { isOpen, type Verification } from './verification';

export interface NotifyDeps {
  readonly verifications: VerificationStore;
  readonly notifications: Notifications;
  readonly ciba: CibaClient;
  readonly clock: Clock;
  readonly log: Logger;
}

/**
 * `accepted`: 204. `refused`: 401, whatever the reason, so that nobody learns which requests exist.
 * `too_early`: pushed tokens for a request whose acknowledgement we have not recorded yet; 503.
 * `not_stored`: understood, and kept until the database takes it; 503, in case this node does not live to see it.
 */
export type Receipt = 'accepted' | 'refused' | 'too_early' | 'not_stored';

/** How long a push may have to wait until our own row knows its `auth_req_id`. */
const PATIENCE_MS = 5_000;
/** How long an OP waits for its push to be stored before it is told to come again. Stored it is all the same. */
const ANSWER_MS = 2_000;

/**
 * Takes a notification of the OP (CIBA Core 10.2 and 10.3): a ping makes the verification due at once, a push
 * brings its result. Repeating one changes nothing.
 *
 * @param authorization the header as it came
 */
export async function receiveNotification(
  deps: NotifyDeps,
  authorization: string | null,
  body: string,
): Promise<Receipt> {
  const token = presentedToken(authorization);
  if (!token) return 'refused';
  // Found by its hash, in a time that tells nothing of how nearly right a guess was.
  const verification = await deps.verifications.findByNotification(notificationHash(token));
  if (!verification || verification.delivery === 'poll') return 'refused';
  const notification = parseNotification(verification.delivery, body);
  if (!notification) return 'refused';
  return notification.kind === 'ping'
    ? receivePing(deps, verification, notification)
    : receivePush(deps, verification, notification);
}

async function receivePing(deps: NotifyDeps, v: Verification, ping: Notification): Promise<Receipt> {
  if (!isOpen(v)) return 'accepted';
  // Before our own row is pending its id is not known yet; the token alone has to do.
  if (v.status === 'pending' && !(await isAbout(deps, v, ping))) return 'refused';
  await apply(deps, v.id, { type: 'pinged' }, opActor);
  return 'accepted';
}

async function receivePush(
  deps: NotifyDeps,
  first: Verification,
  push: Exclude<Notification, { kind: 'ping' }>,
): Promise<Receipt> {
  const v = first.status === 'requested' ? await acknowledged(deps, first) : first;
  if (!v || v.status === 'requested') return 'too_early';
  // Once it has ended there is no id to compare with; tokens that come too late are revoked below all the same.
  if (v.status === 'pending' && !(await isAbout(deps, v, push))) return 'refused';
  // The request had ended before: its end stays, and what the customer says of it is heard all the same.
  const outcome = await deps.ciba.judgePush(push.answer, push.authReqId, expectationOf(v));
  const now = deps.clock.now().getTime();
  const schedule = firstSchedule('push', v.intervalSeconds, v.expiresAt.getTime(), now);
  const recorded = settle(deps, v, outcome, schedule, opActor).then(() => 'accepted' as const);
  let impatience = () => {};
  const late = new Promise<Receipt>((resolve) => {
    impatience = deps.clock.after(ANSWER_MS, () => resolve('not_stored'));
  });
  return Promise.race([recorded, late]).finally(impatience);
}

async function isAbout(
  deps: NotifyDeps,
  { id }: Verification,
  { authReqId }: Notification,
): Promise<boolean> {
  const kept = await deps.verifications.secretsOf(id);
  return kept.authReqId !== undefined && isSame(kept.authReqId, authReqId);
}

/** The verification once the OP's acknowledgement has been recorded; as it was if that takes too long. */
async function acknowledged(deps: NotifyDeps, v: Verification): Promise<Verification | undefined> {
  const { notifications, clock, verifications } = deps;
  await new Promise<void>((resolve) => {
    const done = () => {
      stopListening();
      impatience();
      resolve();
    };
    const impatience = clock.after(PATIENCE_MS, done);
    const look = () => {
      verifications.find(v.id).then((now) => now?.status !== 'requested' && done(), done);
    };
    const stopListening = notifications.onChange(v.id, look);
    look();
  });
  return verifications.find(v.id);
}

/** In a time that does not tell how much of it was right. */
function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}
