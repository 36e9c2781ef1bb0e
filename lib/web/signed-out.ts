import { cookies } from 'next/headers';
import { cookieName, cookieOptions } from '../auth/session-cookie';
import type { EndSession } from '../auth/staff-idp';
import { server } from '../server';

/** Long enough to answer what the IdP asks. Seconds */
const STATE_SECONDS = 15 * 60;
/** Whoever comes to this browser next. Seconds */
const ASK_SECONDS = 400 * 24 * 60 * 60;

/**
 * Somebody signed out here. Until the IdP has said that its own session is over as well, the next sign-in at this browser asks
 * who it is: who closes its page half way would leave the next one signed in as themselves.
 *
 * @param ending how the IdP's session is ended, with the state that comes back when it is
 */
export async function rememberSignOut(appUrl: string, ending: EndSession | undefined): Promise<void> {
  const jar = await cookies();
  const options = cookieOptions(appUrl);
  jar.delete({ name: cookieName(appUrl, 'session'), ...options });
  jar.set({ name: cookieName(appUrl, 'ask-again'), value: '1', maxAge: ASK_SECONDS, ...options });
  if (!ending) return;
  jar.set({ name: cookieName(appUrl, 'sign-out'), value: ending.state, maxAge: STATE_SECONDS, ...options });
}

/** Whether the next sign-in at this browser has to ask who it is. */
export async function asksAgain(appUrl: string): Promise<boolean> {
  return (await cookies()).has(cookieName(appUrl, 'ask-again'));
}

/** It has asked, or the IdP's session is over: the next sign-in is as any other. */
export async function forgetSignOut(appUrl: string): Promise<void> {
  const jar = await cookies();
  for (const name of ['ask-again', 'sign-out']) {
    jar.delete({ name: cookieName(appUrl, name), ...cookieOptions(appUrl) });
  }
}

/** The IdP sends the browser back (RP-Initiated Logout 1.0, 3), with the state it was given where its session is over. */
export async function signedOut(request: Request): Promise<Response> {
  const { env } = await server();
  const expected = (await cookies()).get(cookieName(env.APP_URL, 'sign-out'))?.value;
  const state = new URL(request.url).searchParams.get('state');
  if (expected && state === expected) await forgetSignOut(env.APP_URL);
  return new Response(null, {
    status: 303,
    headers: {
      location: new URL('/sign-in?reason=signed-out', env.APP_URL).href,
      'cache-control': 'no-store',
    },
  });
}
