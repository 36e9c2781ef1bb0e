import { cookies } from 'next/headers';
import { cache } from 'react';
import type { StaffActor } from '../actor';
import { cookieName, readSession } from '../auth/session-cookie';
import { server } from '../server';

/** Who is asking, or undefined. Looked up once per request. */
export const currentActor = cache(async (): Promise<StaffActor | undefined> => {
  // First, because it is what tells the build that such a page cannot be made in advance.
  const jar = await cookies();
  const { env, sessions, clock } = await server();
  const cookie = jar.get(cookieName(env.APP_URL, 'session'))?.value;
  const session = await readSession(cookie, env.AUTH_SECRET);
  if (!session || !(await sessions.isLive(session.sid, clock.now()))) return undefined;
  return {
    kind: 'staff',
    subject: session.sub,
    name: session.name,
    roles: session.roles,
    sessionId: session.sid,
  };
});

/** Whether the browser still carries a session cookie, be it expired or ended: they were here before. */
export async function hadSession(): Promise<boolean> {
  const jar = await cookies();
  const { env } = await server();
  return jar.has(cookieName(env.APP_URL, 'session'));
}
