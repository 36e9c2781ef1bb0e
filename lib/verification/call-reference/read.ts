import { AppError } from '../../errors';
import { cleanCallReference, UNFIT_CALL_REFERENCE } from './view';

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
    throw new AppError('invalid_input', UNFIT_CALL_REFERENCE);
  }
  return reference || undefined;
}
