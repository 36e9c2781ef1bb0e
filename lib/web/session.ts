import { cookies, headers as sentHeaders } from 'next/headers';
import { cache } from 'react';
import type { StaffActor } from '../actor';
import type { NoRole } from '../auth/roles';
import { cookieName, readSession } from '../auth/session-cookie';
import { server } from '../server';
import { callerOf } from './caller';
import { refuse } from './refusals';

/** Who is asking, or undefined. Looked up once per request. */
export const currentActor = cache(async (): Promise<StaffActor | undefined> => {
  // First, because it is what tells the build that such a page cannot be made in advance.
  const [jar, headers] = [await cookies(), await sentHeaders()];
  const deps = await server();
  const caller = await callerOf(deps, jar, headers);
  if (caller.kind === 'live') return caller.actor;
  // Browsers show neither: they forget a session that ended, and have no other.
  if (caller.kind === 'ended') refuse(deps, { why: 'session' }, { headers, actor: caller.actor });
  if (caller.kind === 'made_up') refuse(deps, { action: 'security.forged', why: 'session' }, { headers });
  return undefined;
});

/** Why who is asking has no role, where their sign-in found out. */
export async function whyNoRole(): Promise<NoRole | undefined> {
  const jar = await cookies();
  const { env } = await server();
  const session = await readSession(jar.get(cookieName(env.APP_URL, 'session'))?.value, env.AUTH_SECRET);
  return session?.noRole;
}

/** Whether the browser still carries a session cookie, be it expired or ended: they were here before. */
export async function hadSession(): Promise<boolean> {
  const jar = await cookies();
  const { env } = await server();
  return jar.has(cookieName(env.APP_URL, 'session'));
}
