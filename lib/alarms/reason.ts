import { AppError } from '../errors';
import { LONGEST_REASON } from './view';

/**
 * The reason somebody gave, on one line.
 *
 * @throws AppError `invalid_input`
 */
export function readReason(typed: string): string {
  const reason = typed.trim().replace(/\s+/g, ' ');
  if (!reason) throw new AppError('invalid_input', 'Give a reason. It is kept with the record.');
  if (reason.length > LONGEST_REASON || /[\p{Cc}\p{Cs}]/u.test(reason)) {
    throw new AppError('invalid_input', `A reason has at most ${LONGEST_REASON} characters.`);
  }
  return reason;
}
