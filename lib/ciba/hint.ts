import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { SigningKey } from './keys';

/** Which value names the customer to the OP, and in which form. */
export const loginHintForms = [
  'sub',
  'username',
  'email',
  'phone',
  'iss_sub',
  'login_hint_token',
  'id_token_hint',
] as const;
export type LoginHintForm = (typeof loginHintForms)[number];

/** The identifiers a hint may be made of. `phone` in E.164. */
export interface Identifiers {
  readonly subject: string;
  readonly username: string;
  readonly email: string | null;
  readonly phone: string | null;
}

/** Exactly one of the three parameters of CIBA Core 7.1: the union leaves no room for none or two. */
export type Hint =
  | { readonly login_hint: string }
  | { readonly login_hint_token: string }
  | { readonly id_token_hint: string };

/** Seconds a `login_hint_token` may be used; it is sent at once. */
const TOKEN_LIFETIME = 120;

/**
 * A `login_hint`, whose form is the OP's choice.
 *
 * @returns undefined when the customer has no identifier of that form
 */
export function loginHint(
  form: Exclude<LoginHintForm, 'login_hint_token' | 'id_token_hint'>,
  who: Identifiers,
  issuer: string,
): Hint | undefined {
  const value = identifier(form, who, issuer);
  return value === undefined ? undefined : { login_hint: value };
}

function identifier(
  form: Exclude<LoginHintForm, 'login_hint_token' | 'id_token_hint'>,
  who: Identifiers,
  issuer: string,
): string | undefined {
  switch (form) {
    case 'sub':
      return who.subject;
    case 'username':
      return who.username;
    case 'email':
      return who.email ?? undefined;
    case 'phone':
      return who.phone ?? undefined;
    case 'iss_sub':
      return JSON.stringify({ format: 'iss_sub', iss: issuer, sub: who.subject });
  }
}

/**
 * A `login_hint_token` signed by us. CIBA Core leaves its content to OP and client; ours names the customer
 * in `sub_id` by issuer and subject (RFC 9493, 3.2.2) and is for that OP alone.
 */
export async function loginHintToken(
  who: Identifiers,
  client: { readonly clientId: string; readonly issuer: string; readonly key: SigningKey },
  now: Date,
): Promise<Hint> {
  const at = Math.floor(now.getTime() / 1000);
  const { key, alg, kid } = client.key;
  const token = await new SignJWT({ sub_id: { format: 'iss_sub', iss: client.issuer, sub: who.subject } })
    .setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) })
    .setIssuer(client.clientId)
    .setAudience(client.issuer)
    .setIssuedAt(at)
    .setExpirationTime(at + TOKEN_LIFETIME)
    .setJti(randomUUID())
    .sign(key);
  return { login_hint_token: token };
}
