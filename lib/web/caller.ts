import type { StaffActor, Stranger } from '../actor';
import { cookieName, isSealedHere, readSession } from '../auth/session-cookie';
import type { Server } from '../server';
import { clientAddress } from './client-address';

/** Who a request comes from: somebody signed in, somebody who was, or nobody that is known. */
export type Caller =
  | { readonly kind: 'live'; readonly actor: StaffActor }
  /** The session was ended, and its cookie is still shown. */
  | { readonly kind: 'ended'; readonly actor: StaffActor }
  /** A cookie in our name that the desk never made. */
  | { readonly kind: 'made_up'; readonly actor: Stranger }
  | { readonly kind: 'nobody'; readonly actor: Stranger };

/** @param cookies by name, as the request brought them */
export async function callerOf(
  { env, sessions, clock }: Pick<Server, 'env' | 'sessions' | 'clock'>,
  cookies: { get(name: string): { readonly value: string } | undefined },
  headers: Pick<Headers, 'get'>,
): Promise<Caller> {
  const stranger = strangerOf({ env }, headers);
  const cookie = cookies.get(cookieName(env.APP_URL, 'session'))?.value;
  if (!cookie) return { kind: 'nobody', actor: stranger };
  const session = await readSession(cookie, env.AUTH_SECRET);
  if (!session) {
    // Browsers forget a cookie that is over; one that shows it anyhow shows nothing new.
    const kind = (await isSealedHere(cookie, env.AUTH_SECRET)) ? 'nobody' : 'made_up';
    return { kind, actor: stranger };
  }
  const actor: StaffActor = {
    kind: 'staff',
    subject: session.sub,
    name: session.name,
    roles: session.roles,
    sessionId: session.sid,
    ...(stranger.address ? { address: stranger.address } : {}),
  };
  return { kind: (await sessions.isLive(session.sid, clock.now())) ? 'live' : 'ended', actor };
}

/** Nobody that is known, from where the trusted proxies say. */
export function strangerOf({ env }: Pick<Server, 'env'>, headers: Pick<Headers, 'get'>): Stranger {
  const address = clientAddress(headers, env.TRUSTED_PROXIES);
  return { kind: 'stranger', ...(address ? { address } : {}) };
}
