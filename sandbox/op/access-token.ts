import { createLocalJWKSet, type JWTPayload, type JWTVerifyOptions, jwtVerify } from 'jose';
import { type ProviderKeys, SIGNING_ALG } from '../keys';
import type { Store } from '../store';

/** Judges the JWT access tokens (RFC 9068) that the OP issued. */
export interface AccessTokens {
  /** @throws jose's errors: signature, typ, iss, exp, and aud when asked for */
  verify(token: string, options?: Pick<JWTVerifyOptions, 'audience'>): Promise<JWTPayload>;
  /** From now on `isRevoked` says yes, until the token would have expired anyway. */
  revoke(claims: JWTPayload): void;
  isRevoked(claims: JWTPayload): boolean;
}

export function createAccessTokens(issuer: string, keys: ProviderKeys, store: Store): AccessTokens {
  const publicKeys = createLocalJWKSet({
    keys: keys.signingKeys.map(({ kty, kid, n, e }) => ({ kty, kid, n: String(n), e: String(e) })),
  });
  const key = (jti: string | undefined): string => `revoked-access-token:${jti}`;
  return {
    verify: async (token, options = {}) => {
      const { payload } = await jwtVerify(token, publicKeys, {
        algorithms: [SIGNING_ALG],
        issuer,
        typ: 'at+jwt',
        requiredClaims: ['sub', 'exp', 'jti', 'client_id'],
        ...options,
      });
      return payload;
    },
    revoke: ({ jti, exp = 0 }) => store.set(key(jti), true, exp * 1000),
    isRevoked: ({ jti }) => store.get(key(jti)) === true,
  };
}
