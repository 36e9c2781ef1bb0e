import type Provider from 'oidc-provider';
import type { KoaContextWithOIDC } from 'oidc-provider';
import { readForm } from '../http/body';

/**
 * RP-Initiated Logout 1.0, by GET and by POST, that asks nothing: who signs out at the desk is signed out here, with or without an
 * id_token_hint. The provider has checked client and post_logout_redirect_uri by the time it would show its question;
 * that page is replaced by the deed.
 */
export function signOutWithoutAsking(provider: Provider): void {
  provider.use(async (ctx, next) => {
    if (ctx.method === 'POST' && ctx.path === '/session/end') {
      // The library takes a form only from cookies without SameSite, which plain http does not keep. To it, and to it alone,
      // the form is a query.
      const form = await readForm(ctx.req);
      ctx.method = 'GET';
      ctx.querystring = String(form);
    }
    await next();
    // Inside a provider every routed context carries `oidc`; others have none, hence the question mark.
    const { oidc } = ctx as unknown as Partial<KoaContextWithOIDC>;
    const session = oidc?.session;
    if (oidc?.route !== 'end_session' || ctx.status !== 200 || !session) return;

    const { postLogoutRedirectUri, state } = session.state ?? {};
    for (const [clientId, { grantId, sid }] of Object.entries(session.authorizations ?? {})) {
      // Back-Channel Logout 1.0: whoever signed out here is out there, too. A desk that is away is told nothing.
      const client = await provider.Client.find(clientId);
      if (client && sid && session.accountId) {
        // Its types know it by name only.
        const tell = client.backchannelLogout as (accountId: string, sid: string) => Promise<void>;
        await tell.call(client, session.accountId, sid).catch(() => undefined);
      }
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
