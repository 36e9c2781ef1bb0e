import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { peerCertificate, thumbprint } from '../http/certificate';
import type { Store } from '../store';
import { isPush } from './clients';

const KEPT_MS = 20 * 60_000;

/**
 * Tokens that are pushed travel on no connection of the client's own. They are bound to the certificate that its
 * authentication request came with, which is remembered for that long.
 *
 * @returns the thumbprint that belongs to an auth_req_id
 */
export function rememberCertificates(
  provider: Provider,
  store: Store,
): (authReqId: string) => string | undefined {
  provider.use(async (ctx, next) => {
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    const request = oidc?.entities.BackchannelAuthenticationRequest;
    const certificate = peerCertificate(ctx.req);
    if (!request || !certificate || !oidc?.client || !isPush(oidc.client)) return;
    if (!oidc.client.tlsClientCertificateBoundAccessTokens) return;
    store.set(`push-certificate:${request.jti}`, thumbprint(certificate), Date.now() + KEPT_MS);
  });
  return (authReqId) => {
    const kept = store.get(`push-certificate:${authReqId}`);
    return typeof kept === 'string' ? kept : undefined;
  };
}
