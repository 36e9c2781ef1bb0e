import { signOutStaff } from '@/lib/auth/sign-out';
import { route } from '@/lib/web/route';
import { rememberSignOut } from '@/lib/web/signed-out';

/**
 * Ends everything this person has open here, and says where the page has to go: the staff IdP's own session
 * ends only in a visit. Not a server action, because one that deletes the session cookie has the page
 * rendered anew, and that would lead to the sign-in page first.
 */
export const POST = route(async ({ deps, actor }) => {
  const ending = await signOutStaff(deps, actor);
  await rememberSignOut(deps.env.APP_URL, ending);
  const { url = '/sign-in?reason=signed-out', fields } = ending ?? {};
  return { url, fields };
});
