import { say } from '@/messages/customers';
import type { StaffActor } from '../actor';
import type { AlarmStore } from '../alarms/store';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import type { CustomerDirectory } from '../customers/directory';
import { isNews } from './ends';
import { present } from './present';
import type { VerificationStore } from './store';
import type { Verification } from './verification';
import type { OpenCalls } from './view';

export interface OpenCallsDeps {
  readonly verifications: VerificationStore;
  readonly alarms: Pick<AlarmStore, 'standingAmong'>;
  readonly directory: CustomerDirectory;
  readonly clock: Clock;
}

/** Of ends that say nothing about a caller the newest are enough: more are not read, and are no help to who is on the phone. */
const MOST_OTHERS = 10;

/** How long an end stands that nobody dismisses: as long as somebody works. */
export const SHIFT_MS = 12 * 60 * 60 * 1000;

/**
 * This person's verifications that still need them: what says that a caller may not be the customer, then denials, then
 * what is open, the oldest first, then all other ends they have not dismissed.
 */
export async function listOpenCalls(deps: OpenCallsDeps, actor: StaffActor): Promise<OpenCalls> {
  authorize(actor, 'verification.read');
  const now = deps.clock.now();
  const since = new Date(now.getTime() - SHIFT_MS);
  const [current, ended] = await Promise.all([
    deps.verifications.listCurrentOf(actor.subject),
    deps.verifications.listUndismissedOf(actor.subject, since),
  ]);
  const alarmed = await deps.alarms.standingAmong(
    [...current, ...ended].map(({ customerSubject }) => customerSubject),
  );
  const isAlarmed = (v: Verification) => alarmed.has(v.customerSubject);
  const told = ended.filter(isNews);
  // What ended as it should is news again when it turns out that this was not the customer.
  const listed = new Set([...current, ...told].map(({ customerId }) => customerId));
  const doubted = ended.filter((v) => isAlarmed(v) && !listed.has(v.customerId));
  const isUrgent = (v: Verification) =>
    isAlarmed(v) || v.reason === 'wrong_subject' || v.reason === 'details_altered';
  const first = [...told, ...doubted].filter(isUrgent);
  const denied = told.filter((v) => !isUrgent(v) && v.status === 'denied');
  const rest = told.filter((v) => !isUrgent(v) && v.status !== 'denied').slice(0, MOST_OTHERS);
  const sorted = [...first, ...denied, ...current, ...rest];
  const calls = await Promise.all(
    sorted.map(async (verification) => {
      const customer = await deps.directory.get(verification.customerId);
      return {
        verification: present(verification, actor, now),
        alarm: isAlarmed(verification),
        customer: {
          id: verification.customerId,
          name: customer?.name ?? say.removed,
          number: customer?.number ?? '',
        },
      };
    }),
  );
  return { calls, now: now.toISOString() };
}
