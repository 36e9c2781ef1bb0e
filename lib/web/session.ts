import { cookies } from 'next/headers';
import { cache } from 'react';
import type { StaffActor } from '../actor';
import { cookieName, readSession } from '../auth/session-cookie';
import { server } from '../server';

/** Who is asking, or undefined. Looked up once per request. */
export const currentActor = cache(async (): Promise<StaffActor | undefined> => {
  const { env, sessions, clock } = await server();
  const cookie = (await cookies()).get(cookieName(env.APP_URL, 'session'))?.value;
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
