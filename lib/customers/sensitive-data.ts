import { say } from '@/messages/customers';
import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { authorize } from '../auth/permissions';
import { AppError, type Refusal } from '../errors';
import { type EndGrantDeps, endGrant } from '../verification/end-grant';
import { findOwn } from '../verification/find';
import { hasLiveGrant, type Verification } from '../verification/verification';
import type { CustomerApi } from './customer-api';
import type { SensitiveData } from './view';

export interface SensitiveDataDeps extends EndGrantDeps {
  readonly customerApi: CustomerApi;
  readonly audit: AuditLog;
}

/**
 * The customer's protected data, fetched with the tokens of an approved verification. Nothing of it is
 * stored. Who looked, and when, is recorded before it is shown.
 *
 * @throws AppError `forbidden` when there is no live grant, `unavailable` when the customer API fails
 */
export async function getSensitiveData(
  deps: SensitiveDataDeps,
  actor: StaffActor,
  verificationId: string,
): Promise<SensitiveData> {
  authorize(actor, 'sensitive_data.read');
  const verification = await findOwn(deps, actor, verificationId);
  const { id } = verification;
  if (verification.purpose !== 'account_access' || !hasLiveGrant(verification, deps.clock.now()))
    throw locked(verification);
  const { tokens } = await deps.verifications.secretsOf(id).catch((error: unknown) => {
    deps.log.error({ err: error, verification: id }, 'stored tokens could not be read');
    return { tokens: undefined };
  });
  if (!tokens) {
    // Nothing can be done with this approval any more: the agent should see that, not a fault.
    await endGrant(deps, id, 'token_refused', actor);
    throw locked(verification);
  }

  // Whom they read about last is whom they have before them: a read of another that is still under way shows nothing.
  await deps.verifications.turnTo(actor.subject, verification.customerId);
  const answer = await deps.customerApi.sensitiveData(tokens);
  switch (answer.kind) {
    case 'data': {
      if (answer.subject !== verification.customerSubject) {
        await endGrant(deps, id, 'token_refused', actor);
        throw new AppError('unavailable', say.refusals.otherCustomer, {
          refusal: refusalOf(verification, 'answer about another customer'),
        });
      }
      // Much may have happened while the bank was answering: only what is recorded is shown.
      const recorded = await deps.verifications.recordRead(verification, {
        at: deps.clock.now(),
        actor,
        action: 'sensitive_data.read',
        verificationId: id,
        customerId: verification.customerId,
      });
      if (!recorded) throw locked(verification);
      return answer.data;
    }
    case 'token_refused':
      await endGrant(deps, id, 'token_refused', actor);
      throw locked(verification, 'token refused');
    case 'not_allowed':
      throw new AppError('unavailable', say.refusals.notCovered, {
        refusal: refusalOf(verification, 'scope not sufficient'),
      });
    case 'unavailable':
      deps.log.warn({ verification: id, detail: answer.detail }, 'customer API did not answer');
      throw new AppError('unavailable', say.refusals.bankSilent);
  }
}

function locked(verification: Verification, why = 'approval'): AppError {
  return new AppError('forbidden', say.refusals.locked, {
    refusal: refusalOf(verification, why),
  });
}

function refusalOf({ id, customerId }: Verification, why: string): Refusal {
  return { action: 'sensitive_data.refused', why, verificationId: id, customerId };
}
