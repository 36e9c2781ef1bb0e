import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { present } from '../verification/present';
import type { VerificationStore } from '../verification/store';
import type { Verification } from '../verification/verification';
import type { EndReason, VerificationView } from '../verification/view';
import { type CustomerDirectory, isCustomerId } from './directory';
import { presentCustomer } from './search';
import type { CustomerView } from './view';

/** Ends that must not be forgotten with a reload of the page, and for how long. */
const alarms: readonly (EndReason | null)[] = ['fraud_reported', 'wrong_subject'];
const ALARM_MS = 15 * 60 * 1000;

export interface CustomerDeps {
  readonly directory: CustomerDirectory;
  readonly verifications: VerificationStore;
  readonly clock: Clock;
}

export interface CustomerNow {
  readonly customer: CustomerView;
  readonly current: VerificationView | null;
}

/**
 * A customer with the verification that concerns them now, if any: open, approved and in use, or one of
 * this person's own that has just ended in an alarm.
 */
export async function getCustomer(deps: CustomerDeps, actor: StaffActor, id: string): Promise<CustomerNow> {
  authorize(actor, 'customers.read');
  const customer = isCustomerId(id) ? await deps.directory.get(id) : undefined;
  if (!customer) throw new AppError('not_found', 'There is no such customer.');
  const current = (await deps.verifications.findCurrent(id)) ?? (await recentAlarm(deps, actor, id));
  return {
    customer: presentCustomer(customer),
    current: current ? present(current, actor, deps.clock.now()) : null,
  };
}

async function recentAlarm(
  { verifications, clock }: Pick<CustomerDeps, 'verifications' | 'clock'>,
  actor: StaffActor,
  customerId: string,
): Promise<Verification | undefined> {
  const last = await verifications.findLast(customerId, actor.subject);
  if (!last?.endedAt || !alarms.includes(last.reason)) return undefined;
  return clock.now().getTime() - last.endedAt.getTime() < ALARM_MS ? last : undefined;
}
