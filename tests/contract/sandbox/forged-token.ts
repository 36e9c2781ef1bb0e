import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { importJWK, type JWTPayload, SignJWT } from 'jose';
import type { Bank } from './bank';

/** A token signed with the bank's own key, right in everything but `sub`, the scope and what the claims change. */
export async function forgedToken(bank: Bank, claims: JWTPayload, typ = 'at+jwt'): Promise<string> {
  // The bank's own file.
  const { op } = JSON.parse(await readFile(path.join(bank.dataDir, 'keys.json'), 'utf8'));
  const [jwk] = op.signingKeys;
  const now = Math.floor(Date.now() / 1000);
  return new SignJWT({
    iss: `${bank.url}/op`,
    aud: `${bank.url}/api`,
    client_id: 'countersign',
    jti: randomUUID(),
    iat: now,
    exp: now + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: 'RS256', kid: jwk.kid, typ })
    .sign(await importJWK(jwk, 'RS256'));
}
