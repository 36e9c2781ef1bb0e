import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { getSensitiveData, type SensitiveDataDeps } from '../customers/sensitive-data';
import { hasLiveGrant } from '../verification/verification';
import type { SourceAccount } from './view';

/**
 * The accounts money can leave from, with this teller's own approval to see the customer's account. That they were
 * looked at is recorded like any look at the customer's data.
 *
 * @returns undefined without such an approval: then the teller types the account in
 */
export async function listSourceAccounts(
  deps: SensitiveDataDeps,
  actor: StaffActor,
  customerId: string,
): Promise<SourceAccount[] | undefined> {
  authorize(actor, 'transfer.enter');
  const current = await deps.verifications.listCurrentOf(actor.subject);
  const approval = current.find((v) => v.customerId === customerId && hasLiveGrant(v, deps.clock.now()));
  if (!approval) return undefined;
  const { accounts } = await getSensitiveData(deps, actor, approval.id);
  return accounts.flatMap(({ kind, iban, name, currency, balanceMinor }) =>
    kind !== 'card' && iban ? [{ iban, name, currency, balanceMinor }] : [],
  );
}
