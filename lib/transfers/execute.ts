import { executor as actor } from '../actor';
import type { CibaClient } from '../ciba/client';
import type { TokenSet } from '../ciba/outcome';
import type { Logger } from '../log';
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
  readonly log: Logger;
}

/** A bank that does not answer is asked again after this long, doubled each time. Seconds. */
const FIRST_RETRY = 1;
const LONGEST_RETRY = 30;
/** What the bank said exists only in this process until it is stored. */
const STORE_ATTEMPTS = 5;
const STORE_RETRY_MS = 500;

/**
 * Calls the bank once for a transfer this node holds the lease on. That it is about to be called is stored before,
 * what it said after. Whatever happens in between, the bank is asked again under the same key, and answers what became
 * of it the first time.
 *
 * @returns the transfer as it is now
 */
export async function execute(deps: ExecuteDeps, transfer: Transfer): Promise<Transfer> {
  const found = await approvalOf(deps, transfer);
  if (!found) return stranded(deps, transfer);
  const { tokens, details } = found;
  if (details && !(isFrozen(transfer) && isExactly(transfer, details))) {
    return (await apply(deps, transfer.id, { type: 'altered' }, actor)) ?? transfer;
  }
  const started = await apply(deps, transfer.id, { type: 'execution_started' }, actor);
  if (started?.status !== 'executing' || !isFrozen(started)) return started ?? transfer;
  // The tokens are of the edition that was claimed. Another one needs others.
  if (started.hash !== transfer.hash) return started;

  const detail = authorizationDetail(started);
  const answer = await deps.transferApi.execute(tokens, detail, `${started.id}.${started.edition}`);
  if (answer.kind !== 'executed') {
    deps.log.warn({ transfer: started.id, answer: answer.kind, detail: answer.detail }, 'transfer execution');
  }
  const event = eventOf(answer, started, deps.clock.now());
  return (await persistently(deps, () => apply(deps, started.id, event, actor))) ?? started;
}

/** What the bank's answer means, given how often it was asked. */
export function eventOf(answer: ExecutionAnswer, { attempts }: Transfer, now: Date): TransferEvent {
  switch (answer.kind) {
    case 'executed':
      return { type: 'executed', bankReference: answer.bankReference };
    case 'refused':
      return { type: 'refused_by_bank', reason: answer.reason, detail: answer.detail };
    case 'turned_away':
      // An earlier call may have been let in. It is not for the machine to say.
      return attempts === 1
        ? { type: 'refused_by_bank', reason: answer.reason, detail: answer.detail }
        : { type: 'answer_lost', detail: answer.detail, retryAt: null };
    case 'unknown': {
      const backoff = Math.min(LONGEST_RETRY, FIRST_RETRY * 2 ** (attempts - 1));
      const seconds = Math.max(backoff, answer.retryAfter ?? 0);
      return {
        type: 'answer_lost',
        detail: answer.detail,
        retryAt: new Date(now.getTime() + seconds * 1000),
      };
    }
  }
}

interface Approval {
  readonly tokens: TokenSet;
  /** What the OP said was approved; undefined where it was not told in detail. */
  readonly details: readonly unknown[] | undefined;
}

/** What allows this transfer: the customer's approval of it, or our own tokens where policy asked nobody. */
async function approvalOf(deps: ExecuteDeps, transfer: Transfer): Promise<Approval | undefined> {
  if (transfer.requirement === 'none') {
    const scope = deps.transferScope ?? purposes.wire_transfer.scope;
    const tokens = await deps.ciba.ownTokens(requiredScope(scope));
    return tokens && { tokens, details: undefined };
  }
  const verification = await deps.verifications.findOfTransfer(transfer.id);
  if (!verification || !isApprovalOf(transfer, verification, deps.clock.now())) return undefined;
  const { tokens } = await deps.verifications.secretsOf(verification.id);
  if (!tokens) return undefined;
  return {
    tokens,
    details: verification.authorizationDetails ? (tokens.authorizationDetails ?? []) : undefined,
  };
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
      ? { type: 'approval_lapsed', detail: 'no tokens' }
      : { type: 'answer_lost', detail: transfer.detail ?? 'no tokens to ask again with', retryAt: null };
  return (await apply(deps, transfer.id, event, actor)) ?? transfer;
}

async function persistently<T>({ clock }: ApplyDeps, store: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await store();
    } catch (error) {
      if (attempt === STORE_ATTEMPTS) throw error;
      await new Promise<void>((resolve) => clock.after(STORE_RETRY_MS, resolve));
    }
  }
}
