import { say } from '@/messages/transfers/refusals';
import type { StaffActor } from '../actor';
import { authorize, can } from '../auth/permissions';
import { isCustomerId } from '../customers/directory';
import { AppError } from '../errors';
import { presentAccount } from './account';
import { findOwn } from './find';
import { type ViewDeps, viewOf } from './get';
import { decide, ownOf, type PolicyRules, type PolicyVerdict, velocitySince } from './policy';
import { presentSums } from './present';
import { presentOrder, readForm } from './read-form';
import { transition } from './state';
import { newTransferId, type Order, type Transfer } from './transfer';
import type { FormReading, TransferForm, TransferView } from './view';

export interface DraftDeps extends ViewDeps {
  readonly policy: PolicyRules;
}

export interface Draft {
  readonly transfer: TransferView;
  readonly reading: FormReading;
}

/**
 * Keeps what a teller has typed so far, letter by letter, and says how it was understood.
 *
 * @param at the draft it belongs to and the version it was typed on; without it, this teller's one new draft for
 *   the customer is begun, or answered with if there is one
 * @throws AppError `forbidden`, `not_found`, `conflict` when it was changed or submitted elsewhere
 */
export async function saveDraft(
  deps: DraftDeps,
  actor: StaffActor,
  customerId: string,
  form: TransferForm,
  at?: { readonly id: string; readonly version: number },
): Promise<Draft> {
  if (at) return editDraft(deps, actor, form, at);
  authorize(actor, 'transfer.enter', {
    action: 'transfer.attempt_refused',
    why: 'role',
    attempt: 'enter',
  });
  const customer = isCustomerId(customerId) ? await deps.directory.get(customerId) : undefined;
  if (!customer) throw new AppError('not_found', say.noCustomer);
  const now = deps.clock.now();
  const draft: Transfer = {
    id: newTransferId(),
    customerId,
    customerSubject: customer.subject,
    form,
    order: readForm(form).order,
    status: 'draft',
    reason: null,
    detail: null,
    tellerSubject: actor.subject,
    tellerName: actor.name,
    requirement: null,
    policyReasons: [],
    policySums: {},
    hash: null,
    secondPersonSubject: null,
    secondPersonName: null,
    secondPersonAt: null,
    edition: 1,
    attempts: 0,
    attemptAt: null,
    createdAt: now,
    submittedAt: null,
    authorizedAt: null,
    alarmedAt: null,
    endedAt: null,
    bankReference: null,
    updatedAt: now,
    version: 1,
  };
  const standing = await deps.transfers.insert(draft, {
    at: now,
    actor,
    action: 'transfer.drafted',
    transferId: draft.id,
    customerId,
  });
  return draftOf(deps, actor, standing);
}

/** This teller's new draft for the customer, if they began one. */
export async function findDraft(
  deps: DraftDeps,
  actor: StaffActor,
  customerId: string,
): Promise<Draft | { readonly transfer: null; readonly reading: null }> {
  authorize(actor, 'transfer.enter');
  const draft = isCustomerId(customerId)
    ? await deps.transfers.findDraft(customerId, actor.subject)
    : undefined;
  return draft ? draftOf(deps, actor, draft) : { transfer: null, reading: null };
}

/** How a draft of one's own reads. */
export async function readDraft(deps: DraftDeps, actor: StaffActor, id: string): Promise<Draft> {
  const draft = await findOwn(deps, actor, id, 'read draft');
  if (draft.status !== 'draft') throw notADraft();
  return draftOf(deps, actor, draft);
}

async function editDraft(
  deps: DraftDeps,
  actor: StaffActor,
  form: TransferForm,
  { id, version }: { readonly id: string; readonly version: number },
): Promise<Draft> {
  const before = await findOwn(deps, actor, id, 'edit');
  if (before.status !== 'draft') throw notADraft();
  if (before.version !== version) throw changedElsewhere();
  const now = deps.clock.now();
  const after = transition(before, { type: 'edited', form, order: readForm(form).order }, now);
  if (!after || !(await deps.transfers.update(before, after, null))) {
    throw changedElsewhere();
  }
  return draftOf(deps, actor, after);
}

async function draftOf(deps: DraftDeps, actor: StaffActor, draft: Transfer): Promise<Draft> {
  const { fields, payeeAccount, order } = readForm(draft.form);
  const verdict = order ? await foresee(deps, actor, { ...draft, order }) : undefined;
  return {
    transfer: await viewOf(deps, actor, draft),
    reading: {
      fields,
      payeeAccount: payeeAccount && presentAccount(payeeAccount),
      order: order && presentOrder(order),
      requirement: verdict?.requirement ?? null,
      reasons: verdict?.reasons ?? [],
      sums: presentSums(verdict?.sums ?? {}, order, actor),
    },
  };
}

/**
 * What policy would say of the transfers that this person may see. Others' are added when it is submitted, which is
 * recorded: nobody finds out with drafts what a customer or an account was sent, or how much more passes.
 */
async function foresee(
  { transfers, policy, clock }: DraftDeps,
  actor: StaffActor,
  draft: Transfer & { readonly order: Order },
): Promise<PolicyVerdict> {
  const facts = await transfers.factsOf(draft, velocitySince(clock.now()));
  const seen = can(actor, 'transfers.read_all') ? facts.sums : ownOf(facts.sums);
  return decide(policy, { ...facts, sums: seen, amount: draft.order.amount });
}

function notADraft(): AppError {
  return new AppError('conflict', say.notADraft);
}

function changedElsewhere(): AppError {
  return new AppError('conflict', say.draftChangedInAnotherTab);
}
