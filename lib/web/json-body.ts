import { say } from '@/messages/errors';
import { AppError } from '../errors';
import { bodyOf } from './body';

/** Longer than anything a page of ours sends. Bytes. */
const LONGEST = 16_384;

/**
 * The JSON a page sent, not looked at any further. It is read to its limit and no further, whatever length it is said to
 * have: a proxy may pass it on in chunks (RFC 9112, 7.1).
 *
 * @throws AppError `invalid_input`
 */
export async function jsonBody(request: Request): Promise<unknown> {
  const type = request.headers.get('content-type')?.split(';')[0]?.trim().toLowerCase();
  if (type !== 'application/json') throw notUnderstood();
  const body = await bodyOf(request, LONGEST);
  try {
    return JSON.parse(body ?? '');
  } catch {
    throw notUnderstood();
  }
}

function notUnderstood(): AppError {
  return new AppError('invalid_input', say.notUnderstood);
}
