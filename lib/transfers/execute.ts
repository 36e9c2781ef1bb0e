import { executor as actor } from '../actor';
import type { AuditLog } from '../audit/entry';
import type { CibaClient } from '../ciba/client';
import type { TokenSet } from '../ciba/outcome';
import type { Logger } from '../log';
import { persistently } from '../persistently';
import { purposes, requiredScope } from '../verification/purposes';
import type { VerificationStore } from '../verification/store';
import { hasLiveGrant, type Verification } from '../verification/verification';
import { type ApplyDeps, apply } from './apply';
import { authorizationDetail, isExactly } from './linking';
import type { TransferEvent } from './state';
import { isFrozen, type Transfer } from './transfer';
import type { ExecutionAnswer, TransferApi } from './transfer-api';

export interface ExecuteDeps extends ApplyDeps {
  readonly verifications: VerificationStore;
  readonly ciba: Pick<CibaClient, 'ownTokens'>;
  readonly transferApi: TransferApi;
  readonly transferScope?: string | undefined;
  readonly audit: AuditLog;
  readonly log: Logger;
}

/** A bank that does not answer is asked again after this long, doubled each time. Seconds. */
const FIRST_RETRY = 1;
const LONGEST_RETRY = 30;
/** However long the bank wants to be left alone: the approval does not last for ever. */
const LONGEST_REST = 60;
/** After so many calls the machine knows no more than people do. */
const MOST_ATTEMPTS = 20;
/** What has to be left of the lease for a call, so that two nodes do not call at once. Milliseconds. */
const CALL_MS = 12_000;
/** How long tokens of our own are tried to be had. Milliseconds. */
const PATIENCE_MS = 10 * 60 * 1000;

/**
 * Calls the bank once for a transfer this node holds the lease on. That it is about to be called is stored before,
 * what it said after. Whatever happens in between, the bank is asked again under the same key, and answers what became
 * of it the first time.
 *
 * @param leasedUntil no call is begun that may outlast it
 * @returns the transfer as it is now
 */
export async function execute(deps: ExecuteDeps, transfer: Transfer, leasedUntil: Date): Promise<Transfer> {
  const found = await approvalOf(deps, transfer);
  if (found.kind === 'none') return stranded(deps, transfer);
  if (found.kind === 'not_yet') return postponed(deps, transfer);
  const { tokens, details } = found;
  // Everything from here on is about the edition that was claimed, and so are the tokens.
  const hash = transfer.hash ?? '';
  if (details && !(isFrozen(transfer) && isExactly(transfer, details))) {
    return (await apply(deps, transfer.id, { type: 'altered', hash }, actor)) ?? transfer;
  }
  if (deps.clock.now().getTime() > leasedUntil.getTime() - CALL_MS) return transfer;
  const started = await apply(deps, transfer.id, { type: 'execution_started', hash }, actor);
  if (started?.status !== 'executing' || !isFrozen(started)) return started ?? transfer;

  const detail = authorizationDetail(started);
  const answer = await deps.transferApi.execute(tokens, detail, `${started.id}.${started.edition}`);
  if (answer.kind !== 'executed') {
    deps.log.warn({ transfer: started.id, answer: answer.kind, detail: answer.detail }, 'transfer execution');
  }
  const event = eventOf(answer, started.attempts, deps.clock.now());
  const after = await persistently(deps, { transfer: started.id }, () =>
    apply(deps, started.id, event, actor),
  );
  if (!after && answer.kind === 'executed') await contradict(deps, started, answer.bankReference);
  return after ?? started;
}

/** The bank executed what was taken for ended here. People have to know, whoever said what before. */
async function contradict(
  deps: ExecuteDeps,
  { id, customerId }: Transfer,
  bankReference: string,
): Promise<void> {
  const at = deps.clock.now();
  await persistently(deps, { transfer: id }, async () => {
    const stored = await deps.transfers.find(id);
    // Another call of ours may simply have been told first.
    if (stored?.status === 'executed' && stored.bankReference === bankReference) return;
    deps.log.error({ transfer: id, bankReference }, 'executed by the bank after it was taken for ended');
    await deps.audit.append({
      at,
      actor,
      action: 'transfer.executed_after_end',
      transferId: id,
      customerId,
      details: { bank_reference: bankReference, status: stored?.status ?? null },
    });
  });
}

/** What the bank's answer to the `attempt`-th call means. */
export function eventOf(answer: ExecutionAnswer, attempt: number, now: Date): TransferEvent {
  switch (answer.kind) {
    case 'executed':
      return { type: 'executed', bankReference: answer.bankReference };
    case 'refused':
      return { type: 'refused_by_bank', attempt, reason: answer.reason, detail: answer.detail };
    case 'turned_away':
      // An earlier call may have been let in. It is not for the machine to say.
      return attempt === 1
        ? { type: 'refused_by_bank', attempt, reason: answer.reason, detail: answer.detail }
        : { type: 'answer_lost', attempt, detail: answer.detail, retryAt: null };
    case 'contradictory':
      return { type: 'answer_lost', attempt, detail: answer.detail, retryAt: null };
    case 'unknown': {
      const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (attempt - 1));
      const seconds = Math.max(backoff, Math.min(LONGEST_REST, answer.retryAfter ?? 0));
      const retryAt = attempt >= MOST_ATTEMPTS ? null : new Date(now.getTime() + seconds * 1000);
      return { type: 'answer_lost', attempt, detail: answer.detail, retryAt };
    }
  }
}

type Approval =
  | {
      readonly kind: 'approved';
      readonly tokens: TokenSet;
      /** What the OP said was approved; undefined where it was not told in detail. */
      readonly details: readonly unknown[] | undefined;
    }
  /** There is none, or none any more. */
  | { readonly kind: 'none' }
  /** It may be had in a moment. */
  | { readonly kind: 'not_yet' };

/** What allows this transfer: the customer's approval of it, or our own tokens where policy asked nobody. */
async function approvalOf(deps: ExecuteDeps, transfer: Transfer): Promise<Approval> {
  if (transfer.requirement === 'none') return ownApproval(deps, transfer);
  const now = deps.clock.now();
  const inUse = await deps.verifications.listInUseOf(transfer.id);
  const verification = inUse.find((one) => isApprovalOf(transfer, one, now));
  if (!verification) return { kind: 'none' };
  const { tokens } = await deps.verifications.secretsOf(verification.id);
  if (!tokens) return { kind: 'none' };
  const details = verification.authorizationDetails ? (tokens.authorizationDetails ?? []) : undefined;
  return { kind: 'approved', tokens, details };
}

async function ownApproval(deps: ExecuteDeps, { id, authorizedAt }: Transfer): Promise<Approval> {
  const scope = deps.transferScope ?? purposes.wire_transfer.scope;
  const answer = await deps.ciba.ownTokens(requiredScope(scope));
  if (answer.kind === 'tokens') return { kind: 'approved', tokens: answer.tokens, details: undefined };
  deps.log.warn({ transfer: id, detail: answer.detail }, 'no tokens of our own');
  const since = authorizedAt?.getTime() ?? 0;
  const isHopeless = answer.kind === 'refused' || deps.clock.now().getTime() - since > PATIENCE_MS;
  return { kind: isHopeless ? 'none' : 'not_yet' };
}

function isApprovalOf(transfer: Transfer, verification: Verification, now: Date): boolean {
  return (
    hasLiveGrant(verification, now) &&
    verification.purpose === 'wire_transfer' &&
    verification.customerId === transfer.customerId &&
    verification.transferHash === transfer.hash
  );
}

/** Without tokens the bank cannot be called: before the first call that is an end, later it is a question for people. */
async function stranded(deps: ExecuteDeps, transfer: Transfer): Promise<Transfer> {
  const event: TransferEvent =
    transfer.status === 'authorized'
      ? { type: 'approval_lapsed', hash: transfer.hash ?? '', detail: 'no tokens' }
      : {
          type: 'answer_lost',
          attempt: transfer.attempts,
          detail: transfer.detail ?? 'no tokens to ask again with',
          retryAt: null,
        };
  return (await apply(deps, transfer.id, event, actor)) ?? transfer;
}

/** The longer it has waited, the longer until the next try. */
async function postponed(deps: ExecuteDeps, transfer: Transfer): Promise<Transfer> {
  const now = deps.clock.now();
  const waited = (now.getTime() - (transfer.authorizedAt ?? now).getTime()) / 1000;
  const seconds = Math.min(LONGEST_RETRY, Math.max(FIRST_RETRY, waited));
  const retryAt = new Date(now.getTime() + seconds * 1000);
  return (await apply(deps, transfer.id, { type: 'postponed', retryAt }, actor)) ?? transfer;
}
