import type { StaffActor } from '../actor';
import { presentAlarm } from '../alarms/present';
import type { AlarmStore } from '../alarms/store';
import type { AlarmView } from '../alarms/view';
import { authorize, can } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { guardRequest } from '../verification/guard';
import { present } from '../verification/present';
import type { RequestSettings } from '../verification/request';
import type { VerificationStore } from '../verification/store';
import type { Verification } from '../verification/verification';
import type { EndReason, GuardView, VerificationView } from '../verification/view';
import { type Customer, type CustomerDirectory, isCustomerId } from './directory';
import { presentCustomer } from './search';
import type { CustomerView } from './view';

/** Ends of one's own that must not be forgotten with a reload of the page, and for how long. */
const lasting: readonly (EndReason | null)[] = [
  'fraud_reported',
  'wrong_subject',
  'details_altered',
  'alarm_raised',
];
const LASTING_MS = 15 * 60 * 1000;

export interface CustomerDeps {
  readonly directory: CustomerDirectory;
  readonly verifications: VerificationStore;
  readonly alarms: Pick<AlarmStore, 'standing'>;
  readonly requests: Pick<RequestSettings, 'limits'>;
  readonly clock: Clock;
}

export interface CustomerNow {
  readonly customer: CustomerView;
  readonly current: VerificationView | null;
  /** Stands for everybody, whoever raised it. */
  readonly alarm: AlarmView | null;
  /** What keeps this person from asking now, beside an alarm; null while nothing does, or they may not ask at all. */
  readonly guard: GuardView | null;
}

/**
 * A customer with the verification that concerns them now, if any (open, approved and in use, or one of this person's own
 * that has just ended in a way nobody should miss), their alarm, and whether they may be asked.
 */
export async function getCustomer(deps: CustomerDeps, actor: StaffActor, id: string): Promise<CustomerNow> {
  authorize(actor, 'customers.read');
  const customer = isCustomerId(id) ? await deps.directory.get(id) : undefined;
  if (!customer) throw new AppError('not_found', 'There is no such customer.');
  const [found, alarm, guard] = await Promise.all([
    deps.verifications.findCurrent(id),
    deps.alarms.standing(customer.subject),
    guardOf(deps, actor, customer),
  ]);
  const current = found ?? (await recentEnd(deps, actor, id));
  return {
    customer: presentCustomer(customer, alarm !== undefined),
    current: current ? present(current, actor, deps.clock.now()) : null,
    alarm: alarm ? presentAlarm(alarm, actor) : null,
    guard,
  };
}

/** A supervisor sees what keeps others from asking, to allow one more. */
async function guardOf(
  { verifications, requests: { limits }, clock }: CustomerDeps,
  actor: StaffActor,
  { id, subject }: Customer,
): Promise<GuardView | null> {
  if (!can(actor, 'verification.request') && !can(actor, 'request.allow')) return null;
  const now = clock.now();
  const of = { customerId: id, customerSubject: subject, staffSubject: actor.subject };
  const verdict = guardRequest(limits, await verifications.guardFacts(of, limits, now), now);
  if (verdict.kind === 'allowed' || verdict.why === 'alarm') return null;
  return { why: verdict.why, until: verdict.until?.toISOString() ?? null, now: now.toISOString() };
}

async function recentEnd(
  { verifications, clock }: Pick<CustomerDeps, 'verifications' | 'clock'>,
  actor: StaffActor,
  customerId: string,
): Promise<Verification | undefined> {
  const last = await verifications.findLast(customerId, actor.subject);
  if (!last?.endedAt || last.purpose !== 'account_access') return undefined;
  const isQuestion = last.denialUnclear && last.denialAnswer === null;
  if (!lasting.includes(last.reason) && last.grantEnd !== 'alarm' && !isQuestion) return undefined;
  return clock.now().getTime() - last.endedAt.getTime() < LASTING_MS ? last : undefined;
}
