import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import type { EndGrantDeps } from '../verification/end-grant';
import { type CustomerDeps, getCustomer } from './get';
import type { SearchStore } from './searches';
import { turnTo } from './turn-to';
import type { OpenedCustomer } from './view';

/**
 * Opens a customer's page. Who looked at whom is recorded before anything is shown. What a page that is open reads
 * again comes from `getCustomer` and is no new look.
 *
 * @param ahead a program asks for it that may want it later: what is on screen of another customer stays
 * @throws AppError `forbidden`, `not_found`; and whatever keeps the look from being recorded
 */
export async function openCustomer(
  deps: CustomerDeps &
    EndGrantDeps & { readonly audit: AuditLog; readonly searches: Pick<SearchStore, 'opened'> },
  actor: StaffActor,
  id: string,
  ahead = false,
): Promise<OpenedCustomer> {
  const opened = await getCustomer(deps, actor, id);
  const at = deps.clock.now();
  const customerId = opened.customer.id;
  if (!ahead) await turnTo(deps, actor, customerId);
  await deps.audit.append({ at, actor, action: 'customer.viewed', customerId });
  await deps.searches.opened(actor, customerId);
  return opened;
}
