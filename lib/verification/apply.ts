import { say } from '@/messages/verification/refusals';
import type { Actor } from '../actor';
import { reportsOf } from '../alarms/reports-of';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { auditOf } from './audit-of';
import { transition, type VerificationEvent } from './state';
import type { Secrets, VerificationStore } from './store';
import type { Verification, VerificationId } from './verification';

/** More than the writers that ever meet at one verification: its poller, its agent, a supervisor. */
const ATTEMPTS = 5;

/**
 * Lets an event happen to a stored verification: read, decide, write if nobody else was faster, with the
 * audit entry, and the report that it amounts to, in the same transaction. Returns the verification after the event, or undefined when the
 * event no longer applied.
 *
 * @param secrets what to keep beside it from now on; by default, whatever the new status still needs
 * @param at when it happened, where that was before it can be stored; by default, now
 */
export async function apply(
  { verifications, clock }: { readonly verifications: VerificationStore; readonly clock: Clock },
  id: VerificationId,
  event: VerificationEvent,
  actor: Actor,
  secrets?: Secrets,
  at?: Date,
): Promise<Verification | undefined> {
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const before = await verifications.find(id);
    if (!before) throw new AppError('not_found', say.noVerification);
    const now = at ?? clock.now();
    const after = transition(before, event, now);
    if (!after) return undefined;
    const kept = after.status === 'approved' && secrets?.tokens ? secrets : keepOnlyNeeded(after, secrets);
    const audit = auditOf(before, after, event, actor, now);
    if (await verifications.update(before, after, kept, audit, reportsOf(after, event, actor, now)))
      return after;
  }
  throw new AppError('conflict', say.changedAtOnce);
}

/** A final status needs no `auth_req_id`, an ended grant no tokens: secrets are erased with their reason. */
function keepOnlyNeeded(after: Verification, secrets: Secrets | undefined): Secrets | 'keep' {
  const needed = after.status === 'pending' || (after.status === 'approved' && after.grantEnd === null);
  if (!needed) return {};
  return after.status === 'pending' && secrets ? secrets : 'keep';
}
