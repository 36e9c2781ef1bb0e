import type { StaffActor } from '../actor';
import { hintOf, type Notifications } from '../verification/notifications';
import { snapshots } from '../verification/snapshots';
import { type CustomerDeps, getCustomerNow } from './get';
import type { CustomerNow } from './view';

/**
 * What concerns a customer now, and again whenever that changes, whoever changed it, until `signal` aborts. For who has
 * their page open: no new look, and nothing of the customer.
 */
export function watchCustomer(
  deps: CustomerDeps & { readonly notifications: Notifications },
  actor: StaffActor,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<CustomerNow> {
  const subscribe = (wake: () => void) => deps.notifications.onChange(hintOf.customer(id), wake);
  return snapshots(deps, subscribe, () => getCustomerNow(deps, actor, id), signal);
}
