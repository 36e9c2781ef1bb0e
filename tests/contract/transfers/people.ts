import { setTimeout as sleep } from 'node:timers/promises';
import { isAppError } from '@/lib/errors';
import { askCustomer } from '@/lib/transfers/ask-customer';
import { saveDraft } from '@/lib/transfers/save-draft';
import { agreeToTransfer, refuseTransfer } from '@/lib/transfers/second-person';
import { submitTransfer } from '@/lib/transfers/submit';
import type { Transfer, TransferId } from '@/lib/transfers/transfer';
import { isSettled, type TransferForm } from '@/lib/transfers/view';
import { cancelTransfer, reopenTransfer } from '@/lib/transfers/withdraw';
import { isOpen } from '@/lib/verification/verification';
import { staff, sue } from '../../support/samples';
import { nextChange, type TransferDesk } from '../../support/transfer-desk';
import type { Cluster } from './cluster';
import type { Plan } from './plan';

/** Milliseconds. */
const GLANCE = 150;

/**
 * Carries a plan out at whatever node answers, and returns the transfer when it has come to its end.
 *
 * @param known where it is noted whose plan a transfer is, before the customer can be asked
 */
export async function carryOut(plan: Plan, cluster: Cluster, known: Map<string, Plan>): Promise<Transfer> {
  let id: TransferId | undefined;
  for (;;) {
    const before = id;
    const changed = before ? nextChange(cluster.notifications, before) : undefined;
    const seen = await cluster.at((desk) => turn(desk, plan, before).catch(onlyConflicts));
    if (seen && isSettled(seen)) return seen;
    if (seen?.status === 'needs_reconciliation' && seen.attemptAt === null) {
      throw new Error(`${seen.id} is left to people: ${seen.detail}`);
    }
    id = seen?.id ?? id;
    if (id) known.set(id, plan);
    await changed;
    // People are slower than machines: several changes are one look.
    await sleep(GLANCE);
  }
}

/** One look at the screen, and what people do about what they see. */
async function turn(
  desk: TransferDesk,
  plan: Plan,
  id: TransferId | undefined,
): Promise<Transfer | undefined> {
  const { deps } = desk;
  const teller = staff(plan.teller, ['teller']);
  if (!id) {
    const { transfer } = await saveDraft(deps, teller, plan.customer, plan.typed);
    return deps.transfers.find(transfer.id as TransferId); // its own id
  }
  const transfer = await deps.transfers.find(id);
  switch (transfer?.status) {
    case 'draft':
      return submit(desk, plan, transfer);
    case 'awaiting_second_person':
      return plan.second === 'agree'
        ? agreeToTransfer(deps, sue, id, transfer.hash ?? '')
        : refuseTransfer(deps, sue, id);
    case 'awaiting_customer':
      return askOrWithdraw(desk, plan, transfer);
    default:
      return transfer;
  }
}

async function submit({ deps }: TransferDesk, plan: Plan, draft: Transfer): Promise<Transfer | undefined> {
  const teller = staff(plan.teller, ['teller']);
  const form = plan.forms[draft.edition - 1] ?? plan.forms[0];
  let { version } = draft;
  if (!isTyped(draft.form, form)) {
    const { transfer } = await saveDraft(deps, teller, plan.customer, form, { id: draft.id, version });
    version = transfer.version;
  }
  return submitTransfer(deps, teller, draft.id, version);
}

async function askOrWithdraw({ deps }: TransferDesk, plan: Plan, transfer: Transfer) {
  const { id } = transfer;
  const teller = staff(plan.teller, ['teller']);
  const verification = await deps.verifications.findOfTransfer(id);
  if (!verification || verification.transferHash !== transfer.hash || isOver(verification.status)) {
    await askCustomer(deps, teller, id);
    return transfer;
  }
  if (plan.withdraw === 'never' || transfer.edition > 1 || !isOpen(verification)) return transfer;
  await sleep(plan.withdrawAfter);
  return plan.withdraw === 'cancel' ? cancelTransfer(deps, teller, id) : reopenTransfer(deps, teller, id);
}

/** Asked in vain: nobody answered because of the machines. */
function isOver(status: string): boolean {
  return status === 'failed' || status === 'cancelled';
}

function isTyped(typed: TransferForm, form: TransferForm): boolean {
  return JSON.stringify(Object.entries(typed).sort()) === JSON.stringify(Object.entries(form).sort());
}

/** Somebody was faster, or the customer is being asked something else: people look again. */
function onlyConflicts(error: unknown): undefined {
  if (isAppError(error) && error.code === 'conflict') return undefined;
  throw error;
}
