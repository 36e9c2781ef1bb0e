import { importJWK, type JWTPayload, jwtVerify } from 'jose';
import { thumbprintOf } from './confirmation';
import { provenKey } from './dpop';
import type { Call, Reply } from './http-host';
import { publicJwk } from './keys';
import { OAuthError } from './oauth-error';
import type { PrivateKey } from './provider-double';
import { isObject } from './request-object';

export const RESOURCE_PATH = '/api/customers/me/sensitive-data';
const SCOPE = 'read:sensitive-data';

interface Context {
  readonly issuer: string;
  readonly signingKey: () => PrivateKey;
  readonly isRevoked: (token: string) => boolean;
  readonly isFresh: (jti: string) => boolean;
  readonly now: () => number;
  readonly nonce: string | undefined;
}

/** The customer API: takes a token only from whom it is tied to (RFC 6750; RFC 8705, 3; RFC 9449, 7). */
export async function serveResource(call: Call, context: Context): Promise<Reply> {
  const [, scheme = '', token = ''] =
    /^(Bearer|DPoP) (\S+)$/.exec(String(call.headers.authorization ?? '')) ?? [];
  if (!token) throw refusal('Bearer', 'invalid_token', 'no access token');
  const claims = await verified(token, context);
  const { cnf } = claims;
  const jkt = isObject(cnf) ? cnf.jkt : undefined;
  const x5t = isObject(cnf) ? cnf['x5t#S256'] : undefined;
  if ((scheme === 'DPoP') !== (jkt !== undefined))
    throw refusal('DPoP', 'invalid_token', 'wrong scheme for this token');
  if (jkt !== undefined) await checkProof(call, token, jkt, context);
  if (x5t !== undefined && x5t !== thumbprintOf(call.certificate)) {
    throw refusal('Bearer', 'invalid_token', 'the token is bound to another certificate');
  }
  if (!String(claims.scope).split(' ').includes(SCOPE)) {
    throw refusal('Bearer', 'insufficient_scope', `needs ${SCOPE}`, 403);
  }
  return {
    status: 200,
    body: { sub: claims.sub, accounts: [{ name: 'Current account', balance: '1024.00' }] },
  };
}

async function checkProof(call: Call, accessToken: string, jkt: unknown, context: Context): Promise<void> {
  const proven = await provenKey(call, { ...context, accessToken }).catch((error: unknown) => {
    if (!(error instanceof OAuthError)) throw error;
    throw refusal('DPoP', error.error, error.description, 401, error.more.headers);
  });
  if (proven !== jkt) throw refusal('DPoP', 'invalid_token', 'the token is bound to another key');
}

async function verified(token: string, { issuer, signingKey, isRevoked, now }: Context): Promise<JWTPayload> {
  const key = signingKey();
  const valid = await jwtVerify(token, await importJWK(publicJwk(key), key.alg), {
    issuer,
    typ: 'at+jwt',
    currentDate: new Date(now()),
  }).catch(() => undefined);
  if (!valid || isRevoked(token)) throw refusal('Bearer', 'invalid_token', 'not a token we accept');
  return valid.payload;
}

function refusal(
  scheme: 'Bearer' | 'DPoP',
  error: string,
  description: string,
  status = 401,
  headers: Readonly<Record<string, string>> = {},
): OAuthError {
  return new OAuthError(status, error, description, {
    headers: {
      ...headers,
      'www-authenticate': `${scheme} error="${error}", error_description="${description}"`,
    },
  });
}
