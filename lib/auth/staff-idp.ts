import { randomBytes } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { errors, type JWTPayload, jwtVerify } from 'jose';
import * as oidc from 'openid-client';
import { z } from 'zod';
import { type ClientAuthentication, libraryAuthentication } from '../ciba/client-auth';
import { CLOCK_TOLERANCE } from '../ciba/id-token';
import { createKeySet, KEYS_PAUSE_MS, type KeySet } from '../ciba/key-set';
import { algorithmNamed, namesOf } from '../ciba/keys';
import { legible, secured } from '../ciba/legible';
import { isLoopback } from '../ciba/loopback';
import type { Transport } from '../ciba/transport';
import type { Clock } from '../clock';
import type { Logger } from '../log';
import { saysName } from './name';
import { saysRoles } from './roles';
import { faultOf, SignInFault } from './sign-in-fault';

const endpoint = z.url({ protocol: /^https?$/ });
const texts = z.array(z.string()).optional().catch(undefined);

/** What staff sign-in uses of the discovery document (OpenID Connect Discovery 1.0, 3). */
const usedMetadata = z.object({
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  userinfo_endpoint: endpoint.optional().catch(undefined),
  end_session_endpoint: endpoint.optional().catch(undefined),
  token_endpoint_auth_methods_supported: texts,
  id_token_signing_alg_values_supported: texts,
  /** RFC 9207, 3. */
  authorization_response_iss_parameter_supported: z.boolean().optional().catch(undefined),
});

/** Of the issuer that is configured, and of no other. */
export type StaffMetadata = Readonly<z.infer<typeof usedMetadata>>;

type StaffDiscovery =
  | { readonly kind: 'found'; readonly metadata: StaffMetadata }
  /** The document names another issuer than the configured one, or lacks what a sign-in needs. */
  | { readonly kind: 'unusable' }
  /** There was no document, or none in time. */
  | { readonly kind: 'away' };

/** What the browser was given when it went to the IdP, for one sign-in. */
export interface SentWith {
  readonly state?: string | undefined;
  readonly nonce?: string | undefined;
  readonly codeVerifier?: string | undefined;
}

export interface StaffIdp {
  /** Says in the log why, where it is not found; the next call then asks again. */
  discover(): Promise<StaffDiscovery>;
  /**
   * Exchanges the code of an authorization response (OpenID Connect Core 1.0, 3.1.3) and checks what comes.
   *
   * @throws SignInFault
   */
  redeem(response: URLSearchParams, sent: SentWith): Promise<Redeemed>;
  /**
   * How the browser ends the IdP's own session (OpenID Connect RP-Initiated Logout 1.0, 2); undefined when the IdP has no such
   * page, is away, or has it on another host than its own, where a form of ours may not go.
   */
  endSession(idToken: string | undefined, subject: string): Promise<EndSession | undefined>;
  /**
   * Who is to be signed out by a logout token (OpenID Connect Back-Channel Logout 1.0, 2.6).
   *
   * @throws SignInFault `SignInUntrusted`; `OAuthSignin` where it cannot be checked now
   */
  readLogoutToken(token: string): Promise<LogoutToken>;
}

export interface Redeemed {
  /** Of the ID token, with those of UserInfo (Core 1.0, 5.3) where it lacks the roles or the name. */
  readonly claims: JWTPayload & { readonly sub: string };
  readonly idToken: string;
}

/** A form to be posted, because a token does not belong in a URL; or, without a token, an address to go to. */
export interface EndSession {
  readonly url: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** Comes back with the browser. */
  readonly state: string;
}

/** At least one of `sub` and `sid` is there. */
interface LogoutToken {
  readonly jti: string;
  readonly sub?: string | undefined;
  readonly sid?: string | undefined;
}

export interface StaffIdpSettings {
  readonly issuer: string;
  readonly clientId: string;
  /** Left out: a secret, sent as the IdP takes it. */
  readonly authentication: ClientAuthentication | { readonly method: 'secret'; readonly secret: string };
  /** Claims that say what somebody may do. */
  readonly rolesClaims: readonly string[];
  readonly redirectUri: string;
  readonly returnTo: string;
  /** Whether its own session is ended by a visit. Otherwise the next sign-in asks who it is. */
  readonly endsSession: boolean;
}

/** Somebody waits for it in front of the sign-in page; but an IdP that was just started takes its time. */
const TIMEOUT_SECONDS = 10;
/** Short, because a document that changes while it is remembered costs sign-ins. */
const LIFETIME_MS = 10 * 60 * 1000;

export function createStaffIdp(
  settings: StaffIdpSettings,
  transport: Transport,
  clock: Clock,
  log: Logger,
): StaffIdp {
  const ask = secured(transport, settings.issuer);
  const fetch: oidc.CustomFetch = async (url, options) => legible(await ask(url, options));
  let known:
    | { readonly document: oidc.ServerMetadata; readonly metadata: StaffMetadata; until: number }
    | undefined;
  let underWay: Promise<StaffDiscovery> | undefined;
  let keySet: KeySet | undefined;

  async function read(): Promise<StaffDiscovery> {
    let document: oidc.ServerMetadata;
    try {
      document = await readDocument(settings, fetch);
    } catch (error) {
      log.warn({ err: error }, 'the staff IdP gives no discovery document; nobody can sign in meanwhile');
      return { kind: 'away' };
    }
    if (document.issuer !== settings.issuer) {
      const named = document.issuer.slice(0, 300);
      log.error(
        { named, configured: settings.issuer },
        `nobody can sign in: the discovery document of the staff IdP names the issuer ${named}, and STAFF_ISSUER is ${settings.issuer}`,
      );
      return { kind: 'unusable' };
    }
    const { data: metadata, error } = usedMetadata.safeParse(document);
    if (!metadata) {
      const lacks = error.issues.map(({ path }) => path.join('.'));
      log.error({ lacks }, 'nobody can sign in: the discovery document of the staff IdP lacks an address');
      return { kind: 'unusable' };
    }
    known = { document, metadata, until: clock.now().getTime() + LIFETIME_MS };
    return { kind: 'found', metadata };
  }

  async function discover(): Promise<StaffDiscovery> {
    if (known && clock.now().getTime() < known.until) return { kind: 'found', metadata: known.metadata };
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  function configuration(document: oidc.ServerMetadata, metadata: StaffMetadata): oidc.Configuration {
    const made = new oidc.Configuration(
      { ...document, id_token_signing_alg_values_supported: algorithmsOf(metadata) },
      settings.clientId,
      { [oidc.clockTolerance]: CLOCK_TOLERANCE, [oidc.clockSkew]: skew(clock) },
      clientAuthentication(settings, metadata),
    );
    made.timeout = TIMEOUT_SECONDS;
    made[oidc.customFetch] = fetch;
    if (isLoopback(new URL(settings.issuer))) oidc.allowInsecureRequests(made);
    return made;
  }

  /** @throws SignInFault */
  async function verified(token: string, metadata: StaffMetadata, requiredClaims: string[]) {
    if (keySet?.uri !== metadata.jwks_uri) keySet = createKeySet(metadata.jwks_uri, ask);
    const { get, reread } = keySet;
    const verify = () =>
      jwtVerify(token, get, {
        issuer: settings.issuer,
        audience: settings.clientId,
        algorithms: algorithmsOf(metadata),
        clockTolerance: CLOCK_TOLERANCE,
        currentDate: clock.now(),
        requiredClaims,
      });
    return verify().catch(async (error: unknown) => {
      // Keys may have been replaced since they were read, also under their old names.
      const isOld =
        error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey;
      if (!isOld) throw keyFault(error);
      if (!(await reread())) {
        await setTimeout(KEYS_PAUSE_MS);
        await reread();
      }
      return verify().catch((again: unknown) => {
        throw keyFault(again);
      });
    });
  }

  /** The library has compared the claims; who signed them it leaves to the connection the token came over. */
  async function verifySignature(idToken: string, metadata: StaffMetadata): Promise<void> {
    const { payload, protectedHeader } = await verified(idToken, metadata, ['iat']);
    const { typ = 'JWT' } = protectedHeader;
    if (String(typ).toUpperCase() !== 'JWT')
      throw new SignInFault('SignInUntrusted', 'typ: of another kind of token');
    const others = [payload.aud ?? []]
      .flat()
      .filter((one) => one !== settings.clientId && one !== settings.issuer);
    if (others.length > 0) throw new SignInFault('SignInUntrusted', 'aud: untrusted extra');
    if ((payload.iat ?? 0) > clock.now().getTime() / 1000 + CLOCK_TOLERANCE)
      throw new SignInFault('SignInUntrusted', 'iat: in the future');
  }

  return {
    discover,

    async redeem(response, { state, nonce, codeVerifier }) {
      const discovery = await discover();
      if (discovery.kind === 'away' || !known) throw new SignInFault('OAuthSignin', 'no discovery document');
      if (discovery.kind === 'unusable') throw new SignInFault('Configuration', 'discovery document');
      const { document, metadata } = known;
      const made = configuration(document, metadata);
      const url = new URL(settings.redirectUri);
      url.search = String(response);
      try {
        const tokens = await oidc.authorizationCodeGrant(made, url, {
          ...(state === undefined ? {} : { expectedState: state }),
          ...(nonce === undefined ? {} : { expectedNonce: nonce }),
          ...(codeVerifier === undefined ? {} : { pkceCodeVerifier: codeVerifier }),
          idTokenExpected: true,
        });
        const claims = tokens.claims();
        if (!claims || !tokens.id_token) throw new SignInFault('SignInUntrusted', 'id_token: missing');
        await verifySignature(tokens.id_token, metadata);
        const hasRoles = saysRoles(claims, settings.rolesClaims);
        const { id_token: idToken } = tokens;
        if ((hasRoles && saysName(claims)) || !metadata.userinfo_endpoint) return { claims, idToken };
        const more = await oidc
          .fetchUserInfo(made, tokens.access_token, claims.sub)
          .catch((error: unknown) => {
            // Without a name people can work.
            if (hasRoles) return {};
            throw error;
          });
        // What is signed counts where both say something.
        return { claims: { ...more, ...claims }, idToken };
      } catch (error) {
        throw faultOf(error);
      }
    },

    async endSession(idToken, subject) {
      if (!settings.endsSession) return undefined;
      const discovery = await discover();
      const address = discovery.kind === 'found' ? discovery.metadata.end_session_endpoint : undefined;
      if (!address) return undefined;
      const url = new URL(address);
      const state = randomBytes(16).toString('base64url');
      const parameters = {
        client_id: settings.clientId,
        post_logout_redirect_uri: settings.returnTo,
        state,
      };
      if (idToken !== undefined && url.origin === new URL(settings.issuer).origin) {
        return { url: url.href, fields: { ...parameters, id_token_hint: idToken }, state };
      }
      // Without the hint the IdP may ask whether it is meant.
      for (const [name, value] of Object.entries({ ...parameters, logout_hint: subject })) {
        url.searchParams.set(name, value);
      }
      return { url: url.href, state };
    },

    async readLogoutToken(token) {
      const discovery = await discover();
      if (discovery.kind !== 'found') throw new SignInFault('OAuthSignin', 'no discovery document');
      const { payload, protectedHeader } = await verified(token, discovery.metadata, ['iat', 'jti']);
      const { typ = 'JWT' } = protectedHeader;
      const wrong = flawOfLogout(payload, String(typ), clock.now());
      if (wrong) throw new SignInFault('SignInUntrusted', `logout_token: ${wrong}`);
      const { jti = '', sub } = payload;
      return { jti, sub, sid: typeof payload.sid === 'string' ? payload.sid : undefined };
    },
  };
}

const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** A logout token is sent at once. Seconds */
const OLDEST_LOGOUT = 120;

/** Back-Channel Logout 1.0, 2.4 and 2.6. */
function flawOfLogout(payload: JWTPayload, typ: string, now: Date): string | undefined {
  if (!/^(?:logout\+)?jwt$/i.test(typ)) return 'typ: of another kind of token';
  const { events, nonce, sub, sid, iat = 0, jti } = payload;
  // It keeps an ID token from being taken for a logout token.
  if (nonce !== undefined) return 'nonce: not allowed';
  const event = typeof events === 'object' && events !== null ? Object.entries(events) : [];
  if (!event.some(([name, value]) => name === LOGOUT_EVENT && typeof value === 'object' && value !== null))
    return 'events: no logout';
  if (typeof sub !== 'string' && typeof sid !== 'string') return 'sub and sid: missing';
  if (typeof jti !== 'string' || jti === '' || jti.length > 500) return 'jti';
  const age = now.getTime() / 1000 - iat;
  if (age > OLDEST_LOGOUT + CLOCK_TOLERANCE) return 'iat: too long ago';
  return age < -CLOCK_TOLERANCE ? 'iat: in the future' : undefined;
}

/** What the document offers of what is safe: never `none`, never a shared secret. RS256 where it is silent (Core 1.0, 2). */
function algorithmsOf({ id_token_signing_alg_values_supported: offered }: StaffMetadata): string[] {
  const known = (offered ?? ['RS256']).flatMap((name) => algorithmNamed(name) ?? []);
  return [...new Set(known.flatMap(namesOf))];
}

/** As configured; a secret as Basic, which is the default (Core 1.0, 9), unless the IdP takes it in the body only. */
function clientAuthentication(
  { authentication }: StaffIdpSettings,
  { token_endpoint_auth_methods_supported: methods }: StaffMetadata,
): oidc.ClientAuth {
  if (authentication.method !== 'secret') return libraryAuthentication(authentication);
  const isPostOnly = methods?.includes('client_secret_post') && !methods.includes('client_secret_basic');
  const method = isPostOnly ? 'client_secret_post' : 'client_secret_basic';
  return libraryAuthentication({ method, secret: authentication.secret });
}

/** By how much our clock is ahead of the library's. Seconds */
function skew(clock: Clock): number {
  return Math.round((clock.now().getTime() - Date.now()) / 1000);
}

/** Keys that cannot be had are another matter than a signature that is wrong. */
function keyFault(error: unknown): SignInFault {
  if (error instanceof errors.JWKSTimeout) return new SignInFault('OAuthSignin', `jwks: ${error.code}`);
  if (error instanceof errors.JOSEError) return new SignInFault('SignInUntrusted', `id_token: ${error.code}`);
  return faultOf(error);
}

/**
 * Asks at the address of the document itself: given an issuer, openid-client compares it as a URL, and for some hosts
 * not at all, where Discovery 1.0, 4.3 wants the very same letters.
 *
 * @throws openid-client's errors
 */
async function readDocument(
  { issuer, clientId }: StaffIdpSettings,
  fetch: oidc.CustomFetch,
): Promise<oidc.ServerMetadata> {
  const address = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const found = await oidc.discovery(address, clientId, undefined, oidc.None(), {
    timeout: TIMEOUT_SECONDS,
    [oidc.customFetch]: fetch,
    execute: isLoopback(address) ? [oidc.allowInsecureRequests] : [],
  });
  return found.serverMetadata();
}
