import { say } from '@/messages/alarms';
import { AppError } from '../errors';
import { LONGEST_REASON } from './view';

/**
 * The reason somebody gave, on one line.
 *
 * @param typed as it came from the network: whatever is no text is no reason
 * @throws AppError `invalid_input`
 */
export function readReason(typed: unknown): string {
  const reason = typeof typed === 'string' ? typed.trim().replace(/\s+/g, ' ') : '';
  if (!reason) throw new AppError('invalid_input', say.refused.noReason);
  if (reason.length > LONGEST_REASON || /[\p{Cc}\p{Cs}]/u.test(reason)) {
    throw new AppError('invalid_input', say.refused.reasonTooLong({ most: LONGEST_REASON }));
  }
  return reason;
}
