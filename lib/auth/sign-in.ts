import { randomBytes } from 'node:crypto';
import type { AuthOptions } from 'next-auth';
import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import type { Env } from '../env';
import type { Logger } from '../log';
import { endedBecause } from './end-sessions';
import { nameOf } from './name';
import { rolesFromClaims, whyNoRole } from './roles';
import { cookieName, cookieOptions } from './session-cookie';
import type { Redeemed, SentWith, StaffMetadata } from './staff-idp';
import type { StaffSessions } from './staff-sessions';

export interface SignInDeps {
  readonly env: Env;
  readonly sessions: StaffSessions;
  readonly clock: Clock;
  readonly log: Logger;
  /** Where the person signs in from, where that is known. */
  readonly address?: string | undefined;
  /** Whose session this browser had until now. */
  readonly previous?: StaffActor | undefined;
  /** Closes what somebody has open, whose session ends with another's beginning. */
  readonly closeAll?: (actor: StaffActor) => Promise<void>;
  /** The IdP is to ask who it is, whatever session it has: nobody knows that the last one ended there. */
  readonly asksAgain?: boolean;
}

/** What next-auth needs of the IdP. */
export interface SignInIdp {
  readonly metadata: StaffMetadata;
  /** The claims of who came back with this response. */
  readonly redeem: (response: URLSearchParams, sent: SentWith) => Promise<Redeemed>;
}

/**
 * next-auth's share of the work: authorization code with PKCE, state and nonce, then the encrypted cookie. It is not
 * left to discover anything, nor to judge tokens: it would believe whatever issuer the document names, and knows one
 * algorithm.
 *
 * @param idp the configured issuer; without it nobody can sign in
 */
export function signInOptions(deps: SignInDeps, idp?: SignInIdp): AuthOptions {
  const { env, sessions, clock, log, address, previous } = deps;
  let redeemed: Redeemed | undefined;
  const params = { scope: env.STAFF_SCOPE, ...(deps.asksAgain ? { prompt: 'login' } : {}) };
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
        issuer: env.STAFF_ISSUER,
        clientId: env.STAFF_CLIENT_ID,
        checks: ['pkce', 'state', 'nonce'],
        ...(idp
          ? {
              authorization: { url: idp.metadata.authorization_endpoint, params },
              token: {
                url: idp.metadata.token_endpoint,
                request: async ({ params, checks }) => {
                  // The parameters as they came; next-auth has told its own from them already.
                  const response = new URLSearchParams(params as Record<string, string>);
                  const { state, code_verifier: codeVerifier } = checks;
                  const nonce = 'nonce' in checks ? checks.nonce : undefined;
                  redeemed = await idp.redeem(response, { state, nonce, codeVerifier });
                  return { tokens: {} };
                },
              },
              userinfo: { request: async () => redeemed?.claims ?? {} },
            }
          : {}),
        profile: (found) => ({ id: found.sub }),
      },
    ],
    callbacks: {
      /** Runs with `profile` at sign-in only: that is when a session begins. */
      async jwt({ token, profile }) {
        if (!profile) return token;
        const said: Record<string, unknown> = { ...profile };
        const subject = String(said.sub);
        const roles = rolesFromClaims(said, env.STAFF_ROLES_CLAIM, env.STAFF_ROLE_MAP);
        const noRole = roles.length === 0 ? whyNoRole(said, env.STAFF_ROLES_CLAIM) : undefined;
        if (noRole) {
          const claims = env.STAFF_ROLES_CLAIM.join(' ');
          log.warn({ staff: subject, claims, reason: noRole }, 'signed in without a role');
        }
        const actor: StaffActor = {
          kind: 'staff',
          subject,
          name: nameOf(said) ?? subject,
          roles,
          sessionId: randomBytes(16).toString('base64url'),
          ...(address ? { address } : {}),
        };
        const startedAt = clock.now();
        const expiresAt = new Date(startedAt.getTime() + env.STAFF_SESSION_SECONDS * 1000);
        const idpSession = typeof said.sid === 'string' ? said.sid : undefined;
        await sessions.start(
          {
            id: actor.sessionId,
            subject,
            name: actor.name,
            startedAt,
            expiresAt,
            idToken: redeemed?.idToken,
            idpSession,
          },
          { at: startedAt, actor, action: 'staff.signed_in', details: { roles: actor.roles.join(' ') } },
          previous && { id: previous.sessionId, audit: endedBecause('replaced', previous, startedAt) },
        );
        // Of somebody else who had this browser: nothing of theirs stays open behind their back.
        if (previous && previous.subject !== subject) await deps.closeAll?.(previous);
        const session = { sub: subject, name: actor.name, roles: [...actor.roles], sid: actor.sessionId };
        return noRole ? { ...session, noRole } : session;
      },
      /** Only paths of our own: an open redirect would lend our name to somebody else's page. */
      redirect({ url, baseUrl }) {
        const target = URL.canParse(url, baseUrl) ? new URL(url, baseUrl) : new URL(baseUrl);
        return target.origin === new URL(baseUrl).origin ? target.href : baseUrl;
      },
    },
    logger: {
      // Details may hold codes and tokens. What went wrong at the IdP is logged where it is known (answer-sign-in.ts).
      error: (code) =>
        log.warn({ code: /^[A-Z_]{1,60}$/.test(code) ? code : 'other' }, 'staff sign-in failed'),
      warn: () => {},
      debug: () => {},
    },
  };
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
