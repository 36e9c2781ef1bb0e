'use server';

import { cookies } from 'next/headers';
import { redirect } from 'next/navigation';
import { cookieName } from '@/lib/auth/session-cookie';
import { signOutStaff } from '@/lib/auth/sign-out';
import { server } from '@/lib/server';
import { currentActor } from '@/lib/web/session';

/** Ends everything this person has open, here and at the staff IdP. */
export async function signOut(): Promise<void> {
  const deps = await server();
  const actor = await currentActor();
  const endSession = actor ? await signOutStaff(deps, actor) : undefined;
  (await cookies()).delete(cookieName(deps.env.APP_URL, 'session'));
  redirect(endSession ?? '/sign-in?reason=signed-out');
}
