import { decodeJwt, errors, importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { RequestRules } from './behaviour';
import { publicJwk } from './keys';
import { invalidRequest, OAuthError } from './oauth-error';
import type { ClientRegistration, Customer, PrivateKey } from './provider-double';
import { isObject, type Parameters } from './request-object';

export interface HintContext {
  readonly issuer: string;
  readonly customers: readonly Customer[];
  readonly signingKeys: () => readonly PrivateKey[];
  readonly now: () => number;
}

/** Finds the customer by exactly one hint (CIBA Core 7.1). */
export async function resolveHint(
  parameters: Parameters,
  client: ClientRegistration,
  rules: RequestRules,
  context: HintContext,
): Promise<Customer> {
  const given = (['login_hint', 'login_hint_token', 'id_token_hint'] as const).filter(
    (name) => parameters[name],
  );
  const [name] = given;
  if (!name || given.length > 1) throw invalidRequest('send exactly one of the three hints');
  if (!rules.hintParameters.includes(name)) throw invalidRequest(`${name} is not supported`);
  const value = String(parameters[name]);
  const found =
    name === 'login_hint'
      ? rules.resolveLoginHint(value, context.customers, context.issuer)
      : name === 'login_hint_token'
        ? await byLoginHintToken(value, client, context)
        : await byIdToken(value, client, context);
  if (!found)
    throw new OAuthError(
      400,
      rules.unknownUser,
      rules.unknownUserDescription ?? 'nobody is known by that hint',
    );
  return found;
}

/** A `login_hint` that is JSON in the form of a subject identifier (RFC 9493, 3.2.2), about this very issuer. */
export function byIssuerAndSubject(
  hint: string,
  customers: readonly Customer[],
  issuer: string,
): Customer | undefined {
  const { format, iss, sub } = parseObject(hint);
  if (format !== 'iss_sub') throw invalidRequest('login_hint must have the format iss_sub');
  if (iss !== issuer) throw invalidRequest(`the iss of the login_hint must be ${issuer}`);
  return customers.find((customer) => customer.sub === sub);
}

function parseObject(text: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(text);
    if (isObject(parsed)) return parsed;
  } catch {
    // Falls through: neither text nor another kind of JSON will do.
  }
  throw invalidRequest('login_hint must be a JSON object');
}

/** Any name a customer may go by: for providers that leave the meaning of a hint to whoever runs them. */
export const byAnyName: RequestRules['resolveLoginHint'] = (hint, customers, issuer) =>
  hint.startsWith('{')
    ? byIssuerAndSubject(hint, customers, issuer)
    : byField('sub', 'username', 'email', 'phone')(hint, customers, issuer);

/** A `login_hint` that is the value of one of these fields. */
export function byField(
  ...fields: readonly ('sub' | 'username' | 'email' | 'phone')[]
): RequestRules['resolveLoginHint'] {
  return (hint, customers) => customers.find((customer) => fields.some((field) => customer[field] === hint));
}

export async function byLoginHintToken(
  token: string,
  client: ClientRegistration,
  { issuer, customers, now }: HintContext,
): Promise<Customer | undefined> {
  const { payload } = await jwtVerify(token, await importJWK(publicJwk(client.key), client.key.alg), {
    algorithms: [client.key.alg],
    issuer: client.clientId,
    audience: issuer,
    requiredClaims: ['exp'],
    currentDate: new Date(now()),
  }).catch((error: unknown) => {
    if (error instanceof errors.JWTExpired) {
      throw new OAuthError(400, 'expired_login_hint_token', 'the login_hint_token has expired');
    }
    throw invalidRequest('the login_hint_token is not valid');
  });
  return bySubjectOf(payload, customers);
}

/** The subject may be spelled `sub`, or as a subject identifier (RFC 9493) in `sub_id`. */
function bySubjectOf(payload: JWTPayload, customers: readonly Customer[]): Customer | undefined {
  const identifier = isObject(payload.sub_id) ? payload.sub_id : payload;
  return customers.find(
    ({ sub, email, phone, username }) =>
      identifier.sub === sub ||
      identifier.email === email ||
      identifier.phone_number === phone ||
      identifier.id === sub ||
      identifier.username === username,
  );
}

/** One of our own ID tokens for this client; it may have expired, for it only names somebody. */
async function byIdToken(
  token: string,
  client: ClientRegistration,
  { issuer, customers, signingKeys }: HintContext,
): Promise<Customer | undefined> {
  for (const key of signingKeys()) {
    const valid = await jwtVerify(token, await importJWK(publicJwk(key), key.alg), {
      issuer,
      audience: client.clientId,
      currentDate: new Date((issuedAt(token) + 1) * 1000),
    }).catch(() => undefined);
    if (valid) return customers.find(({ sub }) => sub === valid.payload.sub);
  }
  throw invalidRequest('the id_token_hint is not one of ours');
}

function issuedAt(token: string): number {
  try {
    return decodeJwt(token).iat ?? 0;
  } catch {
    throw invalidRequest('the id_token_hint is not a JWT');
  }
}
