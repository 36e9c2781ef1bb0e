import type { Server } from '../server';
import { strangerOf } from './caller';

const CALLBACK = '/api/auth/callback/staff';

/**
 * Records that somebody came back from the staff IdP and was not let in: state, nonce or token were not what was
 * expected, or the IdP said no. What they brought with them is not recorded.
 *
 * @param answer of next-auth, which leads to the sign-in page with a word about what went wrong
 */
export function recordFailedSignIn(
  { refusals, env }: Pick<Server, 'refusals' | 'env'>,
  request: Request,
  answer: Response,
): void {
  if (new URL(request.url).pathname !== CALLBACK) return;
  const why = answer.status < 400 ? failureIn(answer.headers.get('location')) : 'request';
  if (why === undefined) return;
  const actor = strangerOf({ env }, request.headers);
  refusals.refused({ action: 'staff.sign_in_failed', actor, details: { attempt: 'sign_in', why } });
}

/** One of next-auth's few words. */
function failureIn(location: string | null): string | undefined {
  if (location === null || !URL.canParse(location, 'http://desk.invalid')) return undefined;
  const error = new URL(location, 'http://desk.invalid').searchParams.get('error');
  if (error === null) return undefined;
  return /^[A-Za-z]{1,40}$/.test(error) ? error : 'other';
}
