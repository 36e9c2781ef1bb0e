import { poller, type SystemActor } from '../actor';
import { reportsOf } from '../alarms/reports-of';
import type { CibaClient } from '../ciba/client';
import type { PollOutcome, TokenSet } from '../ciba/outcome';
import type { Clock } from '../clock';
import { isAppError } from '../errors';
import type { Logger } from '../log';
import { persistently } from '../persistently';
import { apply } from './apply';
import { revoke } from './revoke';
import type { Schedule } from './schedule';
import type { VerificationEvent } from './state';
import type { VerificationStore } from './store';
import { struckOut } from './struck-out';
import type { Verification } from './verification';

/** A single hiccup is not worth an alarm at the desk. */
const FAULTS_UNTIL_LOST = 2;

export interface SettleDeps {
  readonly verifications: VerificationStore;
  readonly ciba: Pick<CibaClient, 'revoke'>;
  readonly clock: Clock;
  readonly log: Logger;
}

/** What a token request's outcome means for the verification; undefined when it changes nothing. */
export function eventOf(
  outcome: PollOutcome,
  schedule: Schedule,
  v: Verification,
): VerificationEvent | undefined {
  switch (outcome.kind) {
    case 'pending':
      return v.opReachable ? undefined : { type: 'op_found' };
    case 'slow_down':
      return { type: 'slowed_down', interval: schedule.interval };
    case 'unavailable':
      return v.opReachable && schedule.faults >= FAULTS_UNTIL_LOST ? { type: 'op_lost' } : undefined;
    case 'approved':
      return { type: 'approved', grantExpiresIn: outcome.tokens.expiresIn };
    case 'denied':
      return {
        type: 'denied',
        fraudReported: outcome.fraudReported,
        ...(outcome.unclear ? { unclear: true } : {}),
      };
    case 'expired':
      return { type: 'expired', detail: 'expired_token' };
    case 'rejected':
      return {
        type: 'failed',
        reason: outcome.reason,
        detail: outcome.detail,
        ...(outcome.answeredBy ? { answeredBy: outcome.answeredBy } : {}),
      };
    case 'failed':
      return { type: 'failed', reason: outcome.isSetup ? 'setup_wrong' : 'op_error', detail: outcome.detail };
  }
}

/**
 * Records an outcome as of now. Tokens that may not be used (rejected, or approved after the verification had
 * ended) are revoked at the OP and never stored.
 *
 * An end is told by the OP once: it is kept until the database has said what became of it, and only then are tokens
 * revoked, or not. What merely happens on the way is tried once; the next outcome says it again.
 *
 * @param actor who brought the outcome: the poller, or the OP that pushed it
 * @returns the verification as it is now; undefined when it had ended before
 */
export async function settle(
  deps: SettleDeps,
  verification: Verification,
  outcome: PollOutcome,
  schedule: Schedule,
  actor: SystemActor = poller,
): Promise<Verification | undefined> {
  const event = eventOf(outcome, schedule, verification);
  if (!event) return verification;
  if (outcome.kind === 'unavailable' || outcome.kind === 'rejected' || outcome.kind === 'failed') {
    const { kind, detail } = outcome;
    const says =
      'says' in outcome && outcome.says ? struckOut(outcome.says, [verification.customerSubject]) : undefined;
    deps.log.warn({ verification: verification.id, outcome: kind, detail, says }, 'token request');
  }
  const { id } = verification;
  const tokens = outcome.kind === 'approved' || outcome.kind === 'rejected' ? outcome.tokens : undefined;
  const secrets = outcome.kind === 'approved' ? { tokens: outcome.tokens } : undefined;
  const at = deps.clock.now();
  const store = async () => {
    const after = await apply(deps, id, event, actor, secrets, at);
    if (after) return after;
    // It did not apply: ended meanwhile, or written already and only the confirmation was lost.
    await reportLate(deps, verification, event, actor, at);
    return standing(deps, verification, tokens);
  };
  if (!endsIt(event)) return store();
  const after = await persistently(deps, { verification: id }, store).catch((error: unknown) => {
    if (tokens && isAppError(error) && error.code === 'not_found') void revoke(deps, id, tokens);
    throw error;
  });
  // Nobody waits for it: an OP that pushed wants its answer, and may take its time with ours.
  if (tokens && after?.status !== 'approved') void revoke(deps, id, tokens);
  return after;
}

function endsIt({ type }: VerificationEvent): boolean {
  return type !== 'op_found' && type !== 'op_lost' && type !== 'slowed_down';
}

/** What the customer said counts, also when the request had ended before. */
async function reportLate(
  deps: SettleDeps,
  verification: Verification,
  event: VerificationEvent,
  actor: SystemActor,
  at: Date,
): Promise<void> {
  const reports = reportsOf(verification, event, actor, at);
  if (reports.length === 0) return;
  const stored = await deps.verifications.find(verification.id);
  // Written already, with its report, and only the confirmation was lost.
  if (stored?.reason === 'fraud_reported' || stored?.reason === 'wrong_subject') return;
  await deps.verifications.report(reports);
}

/** The stored verification if it still waits, or was approved with just these tokens. */
async function standing(
  { verifications }: SettleDeps,
  { id }: Verification,
  tokens: TokenSet | undefined,
): Promise<Verification | undefined> {
  const stored = await verifications.find(id);
  if (stored?.status === 'pending') return stored;
  if (stored?.status !== 'approved' || !tokens) return undefined;
  const kept = await verifications.secretsOf(id);
  return kept.tokens?.accessToken === tokens.accessToken ? stored : undefined;
}
