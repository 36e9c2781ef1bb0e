import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from './keys';
import type { RequestParameters } from './request-parameters';

/** Seconds a signed request may be used. The specification allows 60 minutes; it is sent at once. */
const LIFETIME = 120;
/** Seconds an OP's clock may be behind ours. */
const SKEW = 10;

/**
 * A signed authentication request (CIBA Core 7.1.1): every parameter inside, in its JSON type, and all of
 * `iss`, `aud`, `exp`, `iat`, `nbf` and `jti`.
 *
 * @param issuer the OP, as the only audience
 */
export async function signRequest(
  parameters: RequestParameters,
  client: { readonly clientId: string; readonly issuer: string; readonly key: SigningKey },
  now: Date,
): Promise<string> {
  const at = Math.floor(now.getTime() / 1000);
  const { key, alg, kid } = client.key;
  return new SignJWT({
    ...parameters,
    // PingFederate wants it inside too; RFC 9101 says that it must then be the same.
    client_id: client.clientId,
  })
    .setProtectedHeader({ alg, typ: 'oauth-authz-req+jwt', ...(kid === undefined ? {} : { kid }) })
    .setIssuer(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt(at)
    .setNotBefore(at - SKEW)
    .setExpirationTime(at + LIFETIME)
    .setJti(randomUUID())
    .sign(key);
}
