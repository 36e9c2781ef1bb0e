import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import type { AccessTokens } from './access-token';

/**
 * RFC 7009 for JWT access tokens, which oidc-provider refuses to revoke. Its refusal comes after it has authenticated
 * the client, so the work is done here by turning that very answer around.
 */
export function revokeJwtAccessTokens(provider: Provider, accessTokens: AccessTokens): void {
  provider.use(async (ctx, next) => {
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    if (oidc?.route !== 'revocation' || errorOf(ctx.body) !== 'unsupported_token_type') return;

    const claims = await accessTokens.verify(String(oidc.params?.token)).catch(() => undefined);
    if (claims && claims.client_id === oidc.client?.clientId) accessTokens.revoke(claims);
    // RFC 7009, 2.2: a token that is invalid, expired or somebody else's is none to worry about.
    ctx.status = 200;
    ctx.body = '';
  });
}

function errorOf(body: unknown): unknown {
  return typeof body === 'object' && body !== null && 'error' in body ? body.error : undefined;
}
