import { randomBytes } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import type { Env } from '../env';
import type { Logger } from '../log';
import { rolesFromClaims } from './roles';
import { cookieName, cookieOptions } from './session-cookie';
import type { StaffSessions } from './staff-sessions';

export interface SignInDeps {
  readonly env: Env;
  readonly sessions: StaffSessions;
  readonly clock: Clock;
  readonly log: Logger;
}

/** next-auth's share of the work: authorization code with PKCE, state and nonce, then the encrypted cookie. */
export function signInOptions({ env, sessions, clock, log }: SignInDeps): AuthOptions {
  return {
    secret: env.AUTH_SECRET,
    session: { strategy: 'jwt', maxAge: env.STAFF_SESSION_SECONDS },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    cookies: cookies(env.APP_URL),
    providers: [
      {
        id: 'staff',
        name: 'Staff',
        type: 'oauth',
        wellKnown: `${env.STAFF_ISSUER.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId: env.STAFF_CLIENT_ID,
        clientSecret: env.STAFF_CLIENT_SECRET,
        authorization: { params: { scope: env.STAFF_SCOPE } },
        checks: ['pkce', 'state', 'nonce'],
        idToken: true,
        profile: (claims) => ({ id: claims.sub }),
      },
    ],
    callbacks: {
      /** Runs with `profile` at sign-in only: that is when a session begins. */
      async jwt({ token, profile }) {
        if (!profile) return token;
        const claims: Record<string, unknown> = { ...profile };
        const subject = String(claims.sub);
        const actor: StaffActor = {
          kind: 'staff',
          subject,
          name: nameOf(claims) ?? subject,
          roles: rolesFromClaims(claims, env.STAFF_ROLES_CLAIM, env.STAFF_ROLE_MAP),
          sessionId: randomBytes(16).toString('base64url'),
        };
        const startedAt = clock.now();
        const expiresAt = new Date(startedAt.getTime() + env.STAFF_SESSION_SECONDS * 1000);
        await sessions.start(
          { id: actor.sessionId, subject, startedAt, expiresAt },
          { at: startedAt, actor, action: 'staff.signed_in', details: { roles: actor.roles.join(' ') } },
        );
        return { sub: subject, name: actor.name, roles: [...actor.roles], sid: actor.sessionId };
      },
      /** Only paths of our own: an open redirect would lend our name to somebody else's page. */
      redirect({ url, baseUrl }) {
        const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : new URL(baseUrl);
        return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
      },
    },
    logger: {
      // Details may hold codes and tokens; the code of the error says enough.
      error: (code) =>
        log.warn({ code: /^[A-Z_]{1,60}$/.test(code) ? code : 'other' }, 'staff sign-in failed'),
      warn: () => {},
      debug: () => {},
    },
  };
}

function nameOf(claims: Record<string, unknown>): string | undefined {
  return [claims.name, claims.preferred_username, claims.email].find(
    (value): value is string => typeof value === 'string' && value.length > 0,
  );
}

function cookies(appUrl: string): NonNullable<AuthOptions['cookies']> {
  const options = cookieOptions(appUrl);
  const cookie = (name: string, maxAge?: number) => ({
    name: cookieName(appUrl, name),
    options: maxAge ? { ...options, maxAge } : options,
  });
  return {
    sessionToken: cookie('session'),
    callbackUrl: cookie('callback-url'),
    csrfToken: cookie('csrf'),
    pkceCodeVerifier: cookie('pkce', 15 * 60),
    state: cookie('state', 15 * 60),
    nonce: cookie('nonce', 15 * 60),
  };
}
