import { say } from '@/messages/verification/refusals';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { apply } from './apply';
import { findOwn } from './find';
import type { VerificationStore } from './store';
import type { Verification } from './verification';
import { denialAnswers } from './view';

/**
 * What the caller says about a denial of which the provider cannot tell whether the customer pressed it. That they
 * pressed nothing is a report: whoever holds the phone is not who is on the call.
 *
 * @returns the verification as it is then, also when it was explained before
 * @throws AppError `forbidden`, `not_found`, `invalid_input`, `conflict` when there is nothing to explain
 */
export async function explainDenial(
  deps: { readonly verifications: VerificationStore; readonly clock: Clock },
  actor: StaffActor,
  id: string,
  said: string,
): Promise<Verification> {
  authorize(actor, 'verification.request');
  const answer = denialAnswers.find((each) => each === said);
  if (!answer) throw new AppError('invalid_input', say.noSuchAnswer);
  const verification = await findOwn(deps, actor, id);
  if (verification.denialAnswer === answer) return verification;
  const explained = await apply(deps, verification.id, { type: 'denial_explained', answer }, actor);
  if (!explained) {
    throw new AppError('conflict', say.answeredAlready);
  }
  return explained;
}
