import { say } from '@/messages/customers';
import type { StaffActor } from '../actor';
import { presentAlarm } from '../alarms/present';
import type { AlarmStore } from '../alarms/store';
import { authorize, can } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { isNews } from '../verification/ends';
import { guardRequest } from '../verification/guard';
import { SHIFT_MS } from '../verification/open-calls';
import { present } from '../verification/present';
import type { RequestSettings } from '../verification/request';
import type { VerificationStore } from '../verification/store';
import type { Verification } from '../verification/verification';
import type { GuardView } from '../verification/view';
import { type Customer, type CustomerDirectory, isCustomerId } from './directory';
import { presentCustomer } from './search';
import type { CustomerNow, OpenedCustomer } from './view';

export interface CustomerDeps {
  readonly directory: CustomerDirectory;
  readonly verifications: VerificationStore;
  readonly alarms: Pick<AlarmStore, 'standing'>;
  readonly requests: Pick<RequestSettings, 'limits'>;
  readonly clock: Clock;
}

/**
 * A customer with what concerns them now.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function getCustomer(
  deps: CustomerDeps,
  actor: StaffActor,
  id: string,
): Promise<OpenedCustomer> {
  authorize(actor, 'customers.read');
  const customer = isCustomerId(id) ? await deps.directory.get(id) : undefined;
  if (!customer) throw new AppError('not_found', say.refusals.noCustomer);
  const now = await nowOf(deps, actor, customer);
  return { customer: presentCustomer(customer, now.alarm !== null), ...now };
}

/**
 * What concerns a customer now, for who has them open already.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function getCustomerNow(
  deps: CustomerDeps,
  actor: StaffActor,
  id: string,
): Promise<CustomerNow> {
  const { customer: _, ...now } = await getCustomer(deps, actor, id);
  return now;
}

async function nowOf(deps: CustomerDeps, actor: StaffActor, customer: Customer): Promise<CustomerNow> {
  const { id, subject } = customer;
  const [current, own, guard] = await Promise.all([
    deps.verifications.findCurrent(id).then((found) => found ?? untoldEnd(deps, actor, id)),
    deps.verifications.findLast(id, actor.subject, 'account_access'),
    guardOf(deps, actor, customer),
  ]);
  // After them: whoever sees what an alarm ended sees the alarm, unless it was lifted.
  const alarm = await deps.alarms.standing(subject);
  const now = deps.clock.now();
  return {
    current: current ? present(current, actor, now) : null,
    own: own ? present(own, actor, now) : null,
    alarm: alarm ? presentAlarm(alarm, actor) : null,
    guard,
    now: now.toISOString(),
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

/** How this person's own verification of the customer ended, until they have dismissed it. */
async function untoldEnd(
  { verifications, clock }: Pick<CustomerDeps, 'verifications' | 'clock'>,
  actor: StaffActor,
  customerId: string,
): Promise<Verification | undefined> {
  const since = new Date(clock.now().getTime() - SHIFT_MS);
  const ended = await verifications.listUndismissedOf(actor.subject, since);
  return ended.find((v) => v.customerId === customerId && v.purpose === 'account_access' && isNews(v));
}
