import { say } from '@/messages/verification/card';
import { AppError } from '../../errors';
import { cleanCallReference, LONGEST_CALL_REFERENCE } from './view';

/**
 * The call reference somebody sent, if any.
 *
 * @param sent from the network, so not what its type says
 * @throws AppError `invalid_input`, without repeating what was sent
 */
export function readCallReference(sent: unknown): string | undefined {
  if (sent === undefined) return undefined;
  const reference = typeof sent === 'string' ? cleanCallReference(sent) : null;
  if (reference === null) {
    throw new AppError('invalid_input', say.ask.callReferenceUnfit({ longest: LONGEST_CALL_REFERENCE }));
  }
  return reference || undefined;
}
