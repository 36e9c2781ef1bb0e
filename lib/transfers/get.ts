import type { StaffActor } from '../actor';
import { presentAlarm } from '../alarms/present';
import type { AlarmStore } from '../alarms/store';
import type { Clock } from '../clock';
import type { CustomerDirectory } from '../customers/directory';
import type { VerificationStore } from '../verification/store';
import { type FindDeps, findVisible } from './find';
import { type PhoneTerms, present } from './present';
import type { Transfer } from './transfer';
import type { TransferView } from './view';

export interface ViewDeps extends FindDeps {
  readonly verifications: VerificationStore;
  readonly alarms: Pick<AlarmStore, 'standing'>;
  readonly directory: CustomerDirectory;
  readonly clock: Clock;
  readonly ciba: PhoneTerms;
}

/**
 * One transfer, with the request to its customer.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function getTransfer(deps: ViewDeps, actor: StaffActor, id: string): Promise<TransferView> {
  return viewOf(deps, actor, await findVisible(deps, actor, id));
}

/** The same of a transfer at hand. */
export async function viewOf(deps: ViewDeps, actor: StaffActor, transfer: Transfer): Promise<TransferView> {
  const [newest, customer, alarm] = await Promise.all([
    deps.verifications.findOfTransfer(transfer.id),
    deps.directory.get(transfer.customerId),
    transfer.customerSubject === null ? undefined : deps.alarms.standing(transfer.customerSubject),
  ]);
  // A request about an earlier edition is history.
  const current = newest?.transferHash === transfer.hash ? newest : undefined;
  const shown = alarm ? presentAlarm(alarm, actor) : null;
  return present(transfer, current, customer, shown, actor, deps.ciba, deps.clock.now());
}
