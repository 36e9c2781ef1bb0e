import { AppError } from '../errors';

/** Longer than anything a page of ours sends. Bytes. */
const LONGEST = 16_384;

/**
 * The JSON a page sent, not looked at any further.
 *
 * @throws AppError `invalid_input`
 */
export async function jsonBody(request: Request): Promise<unknown> {
  const length = Number(request.headers.get('content-length') ?? Number.NaN);
  if (request.headers.get('content-type')?.split(';')[0] !== 'application/json' || !(length <= LONGEST)) {
    throw notUnderstood();
  }
  try {
    return await request.json();
  } catch {
    throw notUnderstood();
  }
}

function notUnderstood(): AppError {
  return new AppError('invalid_input', 'That request was not understood.');
}
