import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { authorize } from '../auth/permissions';
import { AppError } from '../errors';
import { apply } from '../verification/apply';
import { leaveOthers } from '../verification/end-call';
import { type EndGrantDeps, endGrant } from '../verification/end-grant';
import { findOwn } from '../verification/find';
import { hasLiveGrant } from '../verification/verification';
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
    throw locked();
  const { tokens } = await deps.verifications.secretsOf(id).catch((error: unknown) => {
    deps.log.error({ err: error, verification: id }, 'stored tokens could not be read');
    return { tokens: undefined };
  });
  if (!tokens) {
    // Nothing can be done with this approval any more: the agent should see that, not a fault.
    await endGrant(deps, id, 'token_refused', actor);
    throw locked();
  }

  const record = (
    action: 'sensitive_data.read' | 'sensitive_data.refused',
    details: Record<string, string>,
  ) =>
    deps.audit.append({
      at: deps.clock.now(),
      actor,
      action,
      verificationId: id,
      customerId: verification.customerId,
      details,
    });

  const answer = await deps.customerApi.sensitiveData(tokens);
  switch (answer.kind) {
    case 'data': {
      if (answer.subject !== verification.customerSubject) {
        await record('sensitive_data.refused', { why: 'answer about another customer' });
        await endGrant(deps, id, 'token_refused', actor);
        throw new AppError(
          'unavailable',
          'The bank answered about somebody else, so nothing is shown. Tell an administrator.',
        );
      }
      await apply(deps, id, { type: 'data_viewed' }, actor);
      // Whatever the browser did or did not say about leaving them.
      await leaveOthers(deps, actor, verification.customerId);
      await record('sensitive_data.read', {});
      // The call may have ended while the bank was answering.
      if (!hasLiveGrant(await findOwn(deps, actor, id), deps.clock.now())) throw locked();
      return answer.data;
    }
    case 'token_refused':
      await record('sensitive_data.refused', { why: 'token refused' });
      await endGrant(deps, id, 'token_refused', actor);
      throw locked();
    case 'not_allowed':
      await record('sensitive_data.refused', { why: 'scope not sufficient' });
      throw new AppError(
        'unavailable',
        'The customer’s approval does not reach this data. Tell an administrator.',
      );
    case 'unavailable':
      deps.log.warn({ verification: id, detail: answer.detail }, 'customer API did not answer');
      throw new AppError(
        'unavailable',
        'The bank’s customer system is not answering. Try again in a moment.',
      );
  }
}

function locked(): AppError {
  return new AppError('forbidden', 'This data is locked. Verify the customer again to see it.');
}
