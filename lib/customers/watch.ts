import type { StaffActor } from '../actor';
import { hintOf, type Notifications } from '../verification/notifications';
import type { SharedReads } from '../verification/shared-reads';
import { snapshots } from '../verification/snapshots';
import { type CustomerDeps, getCustomerNow } from './get';
import type { CustomerNow } from './view';

/**
 * What concerns a customer now, and again whenever that changes, whoever changed it, until `signal` aborts. For who has
 * their page open: no new look, and nothing of the customer.
 */
export function watchCustomer(
  deps: CustomerDeps & { readonly notifications: Notifications; readonly reads: SharedReads },
  actor: StaffActor,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<CustomerNow> {
  const subscribe = (wake: () => void) => deps.notifications.onChange(hintOf.customer(id), wake);
  const read = () => getCustomerNow(deps, actor, id);
  return snapshots(deps, subscribe, { topic: `customer:${id}`, actor, read }, signal);
}
