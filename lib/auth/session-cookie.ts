import { decode } from 'next-auth/jwt';
import { z } from 'zod';
import { type Role, roles } from '../actor';
import { type NoRole, noRoleReasons } from './roles';

/** What the encrypted session cookie says. No token of the staff IdP is kept. */
export interface SessionClaims {
  readonly sub: string;
  readonly name: string;
  readonly roles: Role[];
  readonly sid: string;
  /** Why they have no role. */
  readonly noRole?: NoRole | undefined;
}

const claims = z.object({
  sub: z.string(),
  name: z.string(),
  roles: z.array(z.enum(roles)),
  sid: z.string(),
  noRole: z.enum(noRoleReasons).optional(),
});

/**
 * Cookie names. Under https they carry the `__Host-` prefix; on localhost the port, because browsers
 * share cookies between ports and two copies of the desk would sign each other out.
 */
export function cookieName(appUrl: string, name: string): string {
  const { protocol, port } = new URL(appUrl);
  return protocol === 'https:' ? `__Host-countersign.${name}` : `countersign-${port || '80'}.${name}`;
}

/** A `__Host-` cookie is only taken, and only deleted, with all of these. */
export function cookieOptions(appUrl: string) {
  return { httpOnly: true, sameSite: 'lax', path: '/', secure: appUrl.startsWith('https:') } as const;
}

/** Whether a cookie was sealed by this desk, be it over since. One that was not was made up. */
export function isSealedHere(cookie: string, secret: string): Promise<boolean> {
  return decode({ token: cookie, secret }).then(
    () => true,
    (error: unknown) => error instanceof Error && 'code' in error && error.code === 'ERR_JWT_EXPIRED',
  );
}

/** @returns undefined for anything that is not a session of ours: altered, expired or of an older form */
export async function readSession(
  cookie: string | undefined,
  secret: string,
): Promise<SessionClaims | undefined> {
  if (!cookie) return undefined;
  const token = await decode({ token: cookie, secret }).catch(() => null);
  return claims.safeParse(token).data;
}
