import * as oidc from 'openid-client';
import { z } from 'zod';
import { isLoopback } from '../ciba/loopback';
import type { Clock } from '../clock';
import type { Logger } from '../log';

const endpoint = z.url({ protocol: /^https?$/ });

/** What staff sign-in uses of the discovery document (OpenID Connect Discovery 1.0, 3). */
const usedMetadata = z.object({
  authorization_endpoint: endpoint,
  token_endpoint: endpoint,
  jwks_uri: endpoint,
  end_session_endpoint: endpoint.optional().catch(undefined),
  token_endpoint_auth_methods_supported: z.array(z.string()).optional().catch(undefined),
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

export interface StaffIdp {
  /** Says in the log why, where it is not found; the next call then asks again. */
  discover(): Promise<StaffDiscovery>;
  /** Where the browser goes to end the IdP's own session; undefined when the IdP has no such page or is away. */
  endSessionUrl(subject: string): Promise<string | undefined>;
}

interface Settings {
  readonly issuer: string;
  readonly clientId: string;
  readonly returnTo: string;
}

/** Somebody waits for it in front of the sign-in page. */
const TIMEOUT_SECONDS = 5;
/** Short, because a document that changes while it is remembered costs sign-ins. */
const LIFETIME_MS = 10 * 60 * 1000;

export function createStaffIdp(settings: Settings, clock: Clock, log: Logger): StaffIdp {
  let known: { readonly metadata: StaffMetadata; readonly until: number } | undefined;
  let underWay: Promise<StaffDiscovery> | undefined;

  async function read(): Promise<StaffDiscovery> {
    let document: oidc.ServerMetadata;
    try {
      document = await ask(settings);
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
    known = { metadata, until: clock.now().getTime() + LIFETIME_MS };
    return { kind: 'found', metadata };
  }

  async function discover(): Promise<StaffDiscovery> {
    if (known && clock.now().getTime() < known.until) return { kind: 'found', metadata: known.metadata };
    underWay ??= read().finally(() => {
      underWay = undefined;
    });
    return underWay;
  }

  return {
    discover,
    /**
     * RP-initiated logout without `id_token_hint`: a token does not belong in a URL. `client_id` and
     * `logout_hint` name the session instead (OpenID Connect RP-Initiated Logout 1.0, 2).
     */
    async endSessionUrl(subject) {
      const discovery = await discover();
      if (discovery.kind !== 'found' || !discovery.metadata.end_session_endpoint) return undefined;
      const url = new URL(discovery.metadata.end_session_endpoint);
      url.searchParams.set('client_id', settings.clientId);
      url.searchParams.set('post_logout_redirect_uri', settings.returnTo);
      url.searchParams.set('logout_hint', subject);
      return url.href;
    },
  };
}

/**
 * Asks at the address of the document itself: given an issuer, openid-client compares it as a URL, and for some hosts
 * not at all, where Discovery 1.0, 4.3 wants the very same letters.
 *
 * @throws openid-client's errors
 */
async function ask({ issuer, clientId }: Settings): Promise<oidc.ServerMetadata> {
  const address = new URL(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
  const configuration = await oidc.discovery(address, clientId, undefined, oidc.None(), {
    timeout: TIMEOUT_SECONDS,
    execute: isLoopback(address) ? [oidc.allowInsecureRequests] : [],
  });
  return configuration.serverMetadata();
}
