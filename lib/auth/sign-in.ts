import { randomBytes } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import type { Env } from '../env';
import type { Logger } from '../log';
import { rolesFromClaims } from './roles';
import { cookieName, cookieOptions } from './session-cookie';
import type { StaffMetadata } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface SignInDeps {
  readonly env: Env;
  readonly sessions: StaffSessions;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the person signs in from, where that is known. */
  readonly address?: string | undefined;
}

/**
 * next-auth's share of the work: authorization code with PKCE, state and nonce, then the encrypted cookie. It is not
 * left to discover anything: it would believe whatever issuer the document names.
 *
 * @param idp where the configured issuer's endpoints and keys are; without it nobody can sign in
 */
export function signInOptions(
  { env, sessions, clock, log, address }: SignInDeps,
  idp?: StaffMetadata,
): AuthOptions {
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
        // ID tokens have to name this one (OpenID Connect Core 1.0, 3.1.3.7).
        issuer: env.STAFF_ISSUER,
        ...(idp ? endpoints(idp, env.STAFF_SCOPE) : {}),
        clientId: env.STAFF_CLIENT_ID,
        clientSecret: env.STAFF_CLIENT_SECRET,
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
          ...(address ? { address } : {}),
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
      // Details may hold codes and tokens: the code of the error has to say enough, and two issuers.
      error: (code, details) =>
        log.warn(
          { code: /^[A-Z_]{1,60}$/.test(code) ? code : 'other', reason: otherIssuer(details) },
          'staff sign-in failed',
        ),
      warn: () => {},
      debug: () => {},
    },
  };
}

function endpoints(idp: StaffMetadata, scope: string) {
  return {
    authorization: { url: idp.authorization_endpoint, params: { scope } },
    token: { url: idp.token_endpoint },
    jwks_endpoint: idp.jwks_uri,
    client: { token_endpoint_auth_method: clientAuthentication(idp) },
  };
}

/** Basic, as is the default (OpenID Connect Core 1.0, 9), unless the IdP takes the secret in the body only. */
function clientAuthentication({ token_endpoint_auth_methods_supported: methods }: StaffMetadata) {
  const isPostOnly = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  return isPostOnly ? ('client_secret_post' as const) : ('client_secret_basic' as const);
}

/** openid-client's words about a token or a response of another issuer, which hold nothing but both issuers. */
function otherIssuer(details: Error | { readonly error: Error }): string | undefined {
  const { message } = details instanceof Error ? details : details.error;
  return /^(unexpected iss value|iss mismatch), expected \S{1,300}, got: \S{1,300}$/.exec(message)?.[0];
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
