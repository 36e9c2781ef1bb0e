import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { canonical } from '../ciba/authorization-details';
import { AppError } from '../errors';
import { type AskDeps, askCustomer, whyNotNow } from './ask-customer';
import { auditOf } from './audit-of';
import { findOwn } from './find';
import { hashOf } from './linking';
import { decide, type PolicyRules, velocitySince } from './policy';
import { readForm } from './read-form';
import { transition } from './state';
import type { Transfer } from './transfer';

export interface SubmitDeps extends AskDeps {
  readonly policy: PolicyRules;
}

/**
 * Freezes a draft. Policy decides, in the same transaction, who has to agree; if that is the customer and nobody
 * else, they are asked at once.
 *
 * @param version the one the teller read aloud from
 * @param callReference of the call the customer is asked in, should they be asked at once
 * @throws AppError `forbidden`, `not_found`, `invalid_input` when it is not complete, `conflict` when it is not the
 *   draft that was read any more; `rate_limited` or `conflict` while the customer cannot be asked: it stays a draft. What
 *   asking them throws after that: it is submitted all the same then
 */
export async function submitTransfer(
  deps: SubmitDeps,
  actor: StaffActor,
  id: string,
  version: number,
  callReference?: string,
): Promise<Transfer> {
  const draft = await findOwn(deps, actor, id, 'submit');
  if (draft.status !== 'draft' || draft.version !== version) throw notWhatWasRead();
  const { order } = draft;
  // Read once more: what was understood by an earlier release, or another machine, need not be what is now.
  if (canonical(readForm(draft.form).order) !== canonical(order)) throw notWhatWasRead();
  if (!order) throw new AppError('invalid_input', say.incomplete);

  const asksAtOnce = !deps.requests.asksUserCode;
  // Found out before anything is frozen: a transfer nobody can be asked about stays the draft it is.
  const obstacle = asksAtOnce ? await whyNotNow(deps, actor, draft.customerId) : undefined;
  let isStopped = false;
  const now = deps.clock.now();
  const submitting = deps.transfers.submit(draft, velocitySince(now), (facts) => {
    const { requirement, reasons, sums } = decide(deps.policy, { ...facts, amount: order.amount });
    const hash = hashOf({ ...draft, order });
    const event = { type: 'submitted', requirement, reasons, sums, hash } as const;
    const after = transition(draft, event, now);
    if (!after) throw notWhatWasRead();
    isStopped = obstacle !== undefined && after.status === 'awaiting_customer';
    // Undoes the transaction; why is said below.
    if (isStopped) throw notWhatWasRead();
    return { after, audit: auditOf(after, event, actor, now) };
  });
  const submitted = await submitting.catch(async (error: unknown) => {
    throw isStopped && obstacle ? await obstacle() : error;
  });
  if (!submitted) throw notWhatWasRead();
  if (submitted.status === 'awaiting_customer' && asksAtOnce) {
    await askCustomer(deps, actor, submitted.id, { callReference });
  }
  return submitted;
}

function notWhatWasRead(): AppError {
  return new AppError('conflict', say.changedInAnotherTab);
}
