import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { turnTo } from '../customers/turn-to';
import type { EndGrantDeps } from '../verification/end-grant';
import { getTransfer, type ViewDeps } from './get';
import type { TransferView } from './view';

/**
 * Opens a page that shows one transfer, and turns to its customer. Who looked at it is recorded before it is shown. What
 * a page that is open hears later comes from `getTransfer` and is no new look.
 *
 * @param ahead a program asks for it that may want it later: what is on screen of another customer stays
 * @throws AppError `forbidden`, `not_found`; and whatever keeps the look from being recorded
 */
export async function openTransfer(
  deps: ViewDeps & EndGrantDeps & { readonly audit: AuditLog },
  actor: StaffActor,
  id: string,
  ahead = false,
): Promise<TransferView> {
  const transfer = await getTransfer(deps, actor, id);
  if (!ahead) await turnTo(deps, actor, transfer.customer.id);
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'transfer.viewed',
    transferId: transfer.id,
    customerId: transfer.customer.id,
  });
  return transfer;
}
