import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { CompactEncrypt, importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Behaviour } from './behaviour';
import { publicJwk } from './keys';
import type { Approval, ClientRegistration, Customer, PrivateKey, SigningAlg } from './provider-double';
import type { Transaction } from './transactions';

const TOKEN_LIFETIME_S = 600;
const AUTH_REQ_ID = 'urn:openid:params:jwt:claim:auth_req_id';
const RT_HASH = 'urn:openid:params:jwt:claim:rt_hash';

/** What an access token is tied to (RFC 7800). */
export type Confirmation = { readonly 'x5t#S256': string } | { readonly jkt: string };

export interface TokenContext {
  readonly issuer: string;
  /** Audience of access tokens when the client names none. */
  readonly resource: string;
  readonly keys: () => Record<SigningAlg, PrivateKey>;
  readonly now: () => number;
  readonly idTokenClaims: NonNullable<Behaviour['idToken']>['claims'] | undefined;
  readonly detailsBeside: boolean;
}

/** The tokens of an approved request (CIBA Core 10.1.1 and 10.3.1). */
export async function issueTokens(
  transaction: Transaction,
  approval: Approval,
  client: ClientRegistration,
  confirmation: Confirmation | undefined,
  context: TokenContext,
): Promise<Record<string, unknown>> {
  const { request } = transaction;
  const scope = approval.scope ?? transaction.scope;
  const sub = approval.sub ?? request.customer.sub;
  const { audience, resource, authorization_details: details } = request.parameters;
  const accessToken = await signed('at+jwt', context.keys().RS256, {
    ...standardClaims(context, sub, audience ?? resource ?? context.resource),
    client_id: client.clientId,
    scope,
    jti: randomUUID(),
    ...(confirmation ? { cnf: confirmation } : {}),
    // RFC 9396, 9.1: what the resource server executes by.
    ...(details ? { authorization_details: details } : {}),
  });
  const refreshToken = scope.split(' ').includes('offline_access')
    ? randomBytes(32).toString('base64url')
    : undefined;
  const idToken = await issueIdToken(
    transaction,
    approval,
    client,
    { accessToken, refreshToken, sub },
    context,
  );
  const tokens: Record<string, unknown> = {
    access_token: accessToken,
    token_type: confirmation && 'jkt' in confirmation ? 'DPoP' : 'Bearer',
    expires_in: TOKEN_LIFETIME_S,
    id_token: idToken,
    scope,
    ...(refreshToken ? { refresh_token: refreshToken } : {}),
    ...(details && context.detailsBeside ? { authorization_details: details } : {}),
  };
  return approval.mutateTokens?.(tokens) ?? tokens;
}

/** An ID token that only names somebody, to be shown again as a hint. */
export function issueIdTokenHint(
  client: ClientRegistration,
  customer: Customer,
  context: TokenContext,
): Promise<string> {
  return signed('JWT', context.keys()[client.idTokenAlg], {
    ...standardClaims(context, customer.sub, client.clientId),
    ...context.idTokenClaims?.({ issuer: context.issuer, clientId: client.clientId }),
  });
}

async function issueIdToken(
  { request }: Transaction,
  approval: Approval,
  client: ClientRegistration,
  about: { readonly accessToken: string; readonly refreshToken: string | undefined; readonly sub: string },
  context: TokenContext,
): Promise<string> {
  const { idTokenAlg: alg } = client;
  const { acr_values: asked } = request.parameters;
  const acr = approval.acr ?? (typeof asked === 'string' ? asked.split(' ')[0] : undefined);
  const standard = standardClaims(context, about.sub, client.clientId);
  const claims: JWTPayload = {
    ...standard,
    auth_time: standard.iat,
    at_hash: halfHash(about.accessToken, alg),
    ...(acr ? { acr } : {}),
    ...(client.delivery === 'push' ? pushClaims(request.authReqId, about.refreshToken, alg) : {}),
    ...context.idTokenClaims?.({ issuer: context.issuer, clientId: client.clientId }),
  };
  const told = approval.mutateIdToken?.(claims) ?? claims;
  const jwt = await signed('JWT', context.keys()[alg], told, approval.idTokenAlgName);
  return client.idTokenKey ? encrypted(jwt, client.idTokenKey) : jwt;
}

/** CIBA Core 10.3.1: they tie the pushed tokens to the request and to each other. */
function pushClaims(authReqId: string, refreshToken: string | undefined, alg: SigningAlg): JWTPayload {
  return {
    [AUTH_REQ_ID]: authReqId,
    ...(refreshToken ? { [RT_HASH]: halfHash(refreshToken, alg) } : {}),
  };
}

function standardClaims({ issuer, now }: TokenContext, sub: string, audience: unknown) {
  const iat = Math.floor(now() / 1000);
  return { iss: issuer, sub, aud: audience as string, iat, exp: iat + TOKEN_LIFETIME_S };
}

/** OpenID Connect Core 3.1.3.6. Ed25519 hashes with SHA-512. */
function halfHash(token: string, alg: SigningAlg): string {
  const digest = createHash(alg === 'EdDSA' ? 'sha512' : 'sha256')
    .update(token)
    .digest();
  return digest.subarray(0, digest.length / 2).toString('base64url');
}

async function signed(
  typ: string,
  { alg, kid, jwk }: PrivateKey,
  claims: JWTPayload,
  name: string = alg,
): Promise<string> {
  return new SignJWT(claims).setProtectedHeader({ alg: name, kid, typ }).sign(await importJWK(jwk, alg));
}

async function encrypted(jwt: string, key: PrivateKey): Promise<string> {
  const { alg, kid } = key;
  return new CompactEncrypt(new TextEncoder().encode(jwt))
    .setProtectedHeader({ alg, enc: 'A256GCM', kid, cty: 'JWT' })
    .encrypt(await importJWK(publicJwk(key), alg));
}
