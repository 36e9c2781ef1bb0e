import { createHash } from 'node:crypto';
import type Provider from 'oidc-provider';
import type { AccessToken, IdToken } from 'oidc-provider';
import { Provider as Library } from '../oidc';

/**
 * The claims CIBA Core 10.3.1 ties an ID token to its companions with. oidc-provider sets none of them; here they are
 * in every ID token, though only push requires it.
 */
export function tie(
  idToken: IdToken,
  to: { readonly accessToken: string; readonly refreshToken: string | undefined; readonly authReqId: string },
): void {
  // The library hashes this one itself when it signs.
  idToken.set('at_hash', to.accessToken);
  idToken.set('urn:openid:params:jwt:claim:auth_req_id', to.authReqId);
  if (to.refreshToken) idToken.set('urn:openid:params:jwt:claim:rt_hash', halfHash(to.refreshToken));
}

/** OpenID Connect Core 3.1.3.6 for RS256: the left half of the SHA-256. */
function halfHash(token: string): string {
  return createHash('sha256').update(token).digest().subarray(0, 16).toString('base64url');
}

/** Ties the ID tokens that the token endpoint issues. */
export function tieIdTokens(provider: Provider): void {
  const values = new WeakMap<AccessToken, string>();
  const { AccessToken, IdToken } = provider;

  const { save } = AccessToken.prototype;
  AccessToken.prototype.save = async function () {
    const value = await save.call(this);
    values.set(this, value);
    return value;
  };

  const { issue } = IdToken.prototype;
  IdToken.prototype.issue = function (context) {
    const { AccessToken, RefreshToken, BackchannelAuthenticationRequest } = Library.ctx?.oidc.entities ?? {};
    const accessToken = AccessToken && values.get(AccessToken);
    if (context.use === 'idtoken' && accessToken && BackchannelAuthenticationRequest) {
      const authReqId = BackchannelAuthenticationRequest.jti;
      tie(this, { accessToken, refreshToken: RefreshToken?.jti, authReqId });
    }
    return issue.call(this, context);
  };
}
