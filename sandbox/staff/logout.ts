import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';

/**
 * RP-Initiated Logout 1.0 that asks nothing: who signs out at the desk is signed out here, with or without an
 * id_token_hint. The provider has checked client and post_logout_redirect_uri by the time it would show its question;
 * that page is replaced by the deed.
 */
export function signOutWithoutAsking(provider: Provider): void {
  provider.use(async (ctx, next) => {
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    const session = oidc?.session;
    if (oidc?.route !== 'end_session' || ctx.status !== 200 || !session) return;

    const { postLogoutRedirectUri, state } = session.state ?? {};
    for (const { grantId } of Object.values(session.authorizations ?? {})) {
      if (!grantId) continue;
      await provider.AccessToken.revokeByGrantId(grantId);
      await provider.Grant.adapter.destroy(grantId);
    }
    await session.destroy();
    ctx.cookies.set(provider.cookieName('session'), null, { path: '/staff', signed: true, overwrite: true });

    const target = new URL(
      typeof postLogoutRedirectUri === 'string'
        ? postLogoutRedirectUri
        : provider.urlFor('end_session_success'),
    );
    if (typeof postLogoutRedirectUri === 'string' && typeof state === 'string') {
      target.searchParams.set('state', state);
    }
    ctx.status = 303;
    ctx.redirect(target.href);
  });
}
