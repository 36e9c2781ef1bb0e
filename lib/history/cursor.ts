import { say } from '@/messages/history/errors';
import { AppError } from '../errors';
import { isVerificationId } from '../verification/verification';

/** Where a page of the history ended: newest first, and of those requested at the same moment the greatest id first. */
export interface Place {
  readonly requestedAt: Date;
  readonly id: string;
}

/** `1772442000000-ver_…`: milliseconds since 1970, and the verification. */
export function cursorOf(row: { readonly requestedAt: string; readonly id: string }): string {
  return `${Date.parse(row.requestedAt)}-${row.id}`;
}

/** @throws AppError `invalid_input` */
export function readCursor(cursor: string): Place {
  const [, at, id] = /^(\d{1,14})-(.+)$/.exec(cursor) ?? [];
  if (at === undefined || !isVerificationId(id)) {
    throw new AppError('invalid_input', say.noPage);
  }
  return { requestedAt: new Date(Number(at)), id };
}
