import { say } from '@/messages/alarms';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { type CustomerDirectory, isCustomerId } from '../customers/directory';
import { AppError } from '../errors';
import { readReason } from './reason';
import type { AlarmStore } from './store';

/** An allowance that nobody used is void after this. */
const VALID_MS = 30 * 60 * 1000;

/**
 * Allows one more request to a customer who was asked too often, by whoever of the others asks next. Never past an alarm.
 *
 * @throws AppError `forbidden`, `not_found`, `invalid_input` without a reason, `conflict` while an alarm stands or one
 *   more is allowed already
 */
export async function allowOneMore(
  deps: { readonly alarms: AlarmStore; readonly directory: CustomerDirectory; readonly clock: Clock },
  actor: StaffActor,
  customerId: string,
  why: string,
): Promise<void> {
  authorize(actor, 'request.allow');
  const reason = readReason(why);
  const customer = isCustomerId(customerId) ? await deps.directory.get(customerId) : undefined;
  if (!customer) throw new AppError('not_found', say.refused.noCustomer);
  const at = deps.clock.now();
  const allowance = {
    id: newAllowanceId(),
    subject: customer.subject,
    customerId: customer.id,
    reason,
    at,
    expiresAt: new Date(at.getTime() + VALID_MS),
    by: actor.subject,
    byName: actor.name,
  };
  const allowed = await deps.alarms.allow(allowance, {
    at,
    actor,
    action: 'request_guard.one_more_allowed',
    customerId: customer.id,
    details: { allowance: allowance.id },
    personal: { reason },
  });
  if (!allowed) {
    throw new AppError('conflict', say.refused.notAllowed);
  }
}

function newAllowanceId(): string {
  return `alw_${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')}`;
}
