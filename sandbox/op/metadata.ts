import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * What oidc-provider's discovery document does not say: that there is push, and where mutual TLS is taken
 * (RFC 8705, 5).
 *
 * @param tlsIssuer the issuer's address on the TLS listener, when there is one
 */
export function completeMetadata(provider: Provider, tlsIssuer: string | undefined): void {
  provider.use(async (ctx, next) => {
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    if (oidc?.route !== 'discovery' || ctx.status !== 200) return;
    ctx.body = {
      ...(ctx.body as object),
      backchannel_token_delivery_modes_supported: ['poll', 'ping', 'push'],
      ...(tlsIssuer && {
        mtls_endpoint_aliases: {
          token_endpoint: `${tlsIssuer}/token`,
          revocation_endpoint: `${tlsIssuer}/token/revocation`,
          backchannel_authentication_endpoint: `${tlsIssuer}/backchannel`,
        },
      }),
    };
  });
}
