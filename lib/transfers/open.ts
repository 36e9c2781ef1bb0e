import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { getTransfer, type ViewDeps } from './get';
import type { TransferView } from './view';

/**
 * Opens a page that shows one transfer. Who looked at it is recorded before it is shown. What a page that is open
 * hears later comes from `getTransfer` and is no new look.
 *
 * @throws AppError `forbidden`, `not_found`; and whatever keeps the look from being recorded
 */
export async function openTransfer(
  deps: ViewDeps & { readonly audit: AuditLog },
  actor: StaffActor,
  id: string,
): Promise<TransferView> {
  const transfer = await getTransfer(deps, actor, id);
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'transfer.viewed',
    transferId: transfer.id,
    customerId: transfer.customer.id,
  });
  return transfer;
}
