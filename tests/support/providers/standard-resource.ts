import { TLSSocket } from 'node:tls';
import type OidcProvider from 'oidc-provider';
import { peerCertificate } from './http-host';
import { OAuthError } from './oauth-error';
import { once } from './once';
import type { PrivateKey } from './provider-double';
import { RESOURCE_PATH, serveResource } from './resource';

interface Parts {
  readonly issuer: string;
  readonly keys: readonly PrivateKey[];
  readonly revoked: readonly string[];
  readonly nonce: string | undefined;
}

/** The strict doubles' own resource, in front of oidc-provider: it takes what oidc-provider issued. */
export function standardResource({
  issuer,
  keys,
  revoked,
  nonce,
}: Parts): Parameters<OidcProvider['use']>[0] {
  const isFresh = once();
  const signingKey = () => {
    const key = keys.find(({ alg }) => alg === 'RS256');
    if (!key) throw new Error('no key signs access tokens');
    return key;
  };
  return async (ctx, next) => {
    if (ctx.path !== RESOURCE_PATH) return next();
    const { socket } = ctx.req;
    const call = {
      method: ctx.method,
      path: ctx.path,
      headers: ctx.headers,
      body: new URLSearchParams(),
      at: performance.now(),
      url: `${ctx.protocol}://${ctx.host}${ctx.path}`,
      certificate: socket instanceof TLSSocket ? peerCertificate(socket) : undefined,
    };
    const isRevoked = (token: string) => revoked.includes(token);
    try {
      const reply = await serveResource(call, {
        issuer,
        signingKey,
        isRevoked,
        isFresh,
        now: Date.now,
        nonce,
      });
      ctx.status = reply.status;
      ctx.body = reply.body;
    } catch (error) {
      if (!(error instanceof OAuthError)) throw error;
      ctx.status = error.status;
      ctx.set({ ...error.more.headers });
      ctx.body = { error: error.error, error_description: error.description };
    }
  };
}
