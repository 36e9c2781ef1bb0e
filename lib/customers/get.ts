import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { present } from '../verification/present';
import type { VerificationStore } from '../verification/store';
import type { VerificationView } from '../verification/view';
import { type CustomerDirectory, isCustomerId } from './directory';
import { presentCustomer } from './search';
import type { CustomerView } from './view';

/** A customer with the verification that concerns them now, if any: open, or approved and in use. */
export async function getCustomer(
  deps: {
    readonly directory: CustomerDirectory;
    readonly verifications: VerificationStore;
    readonly clock: Clock;
  },
  actor: StaffActor,
  id: string,
): Promise<{ customer: CustomerView; current: VerificationView | null }> {
  authorize(actor, 'customers.read');
  const customer = isCustomerId(id) ? await deps.directory.get(id) : undefined;
  if (!customer) throw new AppError('not_found', 'There is no such customer.');
  const current = await deps.verifications.findCurrent(id);
  return {
    customer: presentCustomer(customer),
    current: current ? present(current, actor, deps.clock.now()) : null,
  };
}
