import type Provider from 'oidc-provider';
import type { AccountClaims, BackchannelAuthenticationRequest, Client } from 'oidc-provider';
import { tie } from './id-token';
import { resourceServer } from './resource';

export interface PushBank {
  readonly provider: Provider;
  readonly resource: string;
  /** What an ID token may say of this customer; undefined: gone. */
  readonly claimsOf: (subject: string) => AccountClaims | undefined;
  /** Of the certificate the request came with, when the client's tokens are to be bound to it. */
  readonly certificateOf: (authReqId: string) => string | undefined;
}

/** What the token endpoint would answer, for a request that was approved. Its one use is used up. CIBA Core 10.3.1 */
export async function tokensFor(
  { provider, resource, claimsOf, certificateOf }: PushBank,
  request: BackchannelAuthenticationRequest,
  client: Client,
): Promise<Record<string, unknown>> {
  const { accountId = '', grantId, jti: authReqId, scopes } = request;
  const grant = await provider.Grant.find(grantId);
  const claims = claimsOf(accountId);
  if (!grant || !claims) throw new Error('the approval is gone');
  await request.adapter.consume(authReqId);

  const server = new provider.ResourceServer(resource, resourceServer(resource, resource));
  const wanted = [...scopes].filter((each) => server.scopes.has(each));
  const bound = certificateOf(authReqId);
  const token = new provider.AccessToken({
    accountId,
    client,
    grantId,
    gty: 'ciba',
    resourceServer: server,
    scope: grant.getResourceScopeFiltered(resource, wanted),
    ...(request.rar ? { rar: request.rar } : {}),
    ...(bound ? { 'x5t#S256': bound } : {}),
  });
  const accessToken = await token.save();
  const refreshToken = scopes.has('offline_access')
    ? await new provider.RefreshToken({
        ...refreshable(request),
        accountId,
        client,
        grantId,
        gty: 'ciba',
      }).save()
    : undefined;

  const { acr, amr, authTime: auth_time } = request;
  const idToken = new provider.IdToken({ ...claims, acr, amr, auth_time }, { client });
  Object.assign(idToken, { scope: grant.getOIDCScopeFiltered(scopes), mask: request.claims?.id_token });
  tie(idToken, { accessToken, refreshToken, authReqId });
  return {
    auth_req_id: authReqId,
    access_token: accessToken,
    token_type: token.tokenType,
    expires_in: token.expiration,
    scope: token.scope,
    refresh_token: refreshToken,
    id_token: await idToken.issue({ use: 'idtoken' }),
    authorization_details: token.rar,
  };
}

function refreshable(request: BackchannelAuthenticationRequest) {
  const { acr, amr, authTime, claims, resource, scope = 'openid', rar } = request;
  return { acr, amr, authTime, claims, resource, scope, rar, rotations: 0 };
}
