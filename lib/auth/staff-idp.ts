import * as oidc from 'openid-client';
import { isLoopback } from '../ciba/loopback';
import type { Logger } from '../log';

export interface StaffIdp {
  /** Where the browser goes to end the IdP's own session; undefined when the IdP has no such page or is away. */
  endSessionUrl(subject: string): Promise<string | undefined>;
}

/**
 * RP-initiated logout without `id_token_hint`: a token does not belong in a URL. `client_id` and
 * `logout_hint` name the session instead (OpenID Connect RP-Initiated Logout 1.0, 2).
 */
export function createStaffIdp(
  settings: { readonly issuer: string; readonly clientId: string; readonly returnTo: string },
  log: Logger,
): StaffIdp {
  let metadata: Promise<oidc.ServerMetadata> | undefined;

  async function discover(): Promise<oidc.ServerMetadata> {
    const issuer = new URL(settings.issuer);
    const configuration = await oidc.discovery(issuer, settings.clientId, undefined, oidc.None(), {
      timeout: 5,
      execute: isLoopback(issuer) ? [oidc.allowInsecureRequests] : [],
    });
    return configuration.serverMetadata();
  }

  return {
    async endSessionUrl(subject) {
      try {
        metadata ??= discover();
        const { end_session_endpoint } = await metadata;
        if (!end_session_endpoint) return undefined;
        const url = new URL(end_session_endpoint);
        url.searchParams.set('client_id', settings.clientId);
        url.searchParams.set('post_logout_redirect_uri', settings.returnTo);
        url.searchParams.set('logout_hint', subject);
        return url.href;
      } catch (error) {
        metadata = undefined;
        log.warn({ err: error }, 'the staff IdP could not be asked where to sign out');
        return undefined;
      }
    },
  };
}
