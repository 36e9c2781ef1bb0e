import { cookies } from 'next/headers';
import { cookieName, cookieOptions } from '@/lib/auth/session-cookie';
import { signOutStaff } from '@/lib/auth/sign-out';
import { route } from '@/lib/web/route';

/**
 * Ends everything this person has open here, and says where the page has to go: the staff IdP's own session
 * ends only in a visit. Not a server action, because one that deletes the session cookie has the page
 * rendered anew, and that would lead to the sign-in page first.
 */
export const POST = route(async ({ deps, actor }) => {
  const url = (await signOutStaff(deps, actor)) ?? '/sign-in?reason=signed-out';
  const { APP_URL } = deps.env;
  (await cookies()).delete({ name: cookieName(APP_URL, 'session'), ...cookieOptions(APP_URL) });
  return { url };
});
