'use server';

import { cookies } from 'next/headers';
import { cookieName } from '@/lib/auth/session-cookie';
import { signOutStaff } from '@/lib/auth/sign-out';
import { server } from '@/lib/server';
import { currentActor } from '@/lib/web/session';

/**
 * Ends everything this person has open here. The page has to go to the returned address itself: a redirect
 * of an action is fetched, and the staff IdP's own session ends only in a visit.
 */
export async function signOut(): Promise<string> {
  const deps = await server();
  const actor = await currentActor();
  const endSession = actor ? await signOutStaff(deps, actor) : undefined;
  (await cookies()).delete(cookieName(deps.env.APP_URL, 'session'));
  return endSession ?? '/sign-in?reason=signed-out';
}
