import { decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { RequestObjectRules } from './behaviour';
import { publicJwk } from './keys';
import { OAuthError } from './oauth-error';
import type { ClientRegistration } from './provider-double';

export type Parameters = Readonly<Record<string, unknown>>;

/** What may stand beside `request` in the form: who the client is, and nothing about the request. */
const CLIENT_PARAMETERS = new Set([
  'client_id',
  'client_secret',
  'client_assertion',
  'client_assertion_type',
]);
const CLAIMS = new Set(['iss', 'aud', 'exp', 'iat', 'nbf', 'jti']);
const NOT_INSIDE = ['request', 'request_uri', 'client_secret', 'client_assertion', 'client_assertion_type'];
/** Parameters that are JSON in a JWT; all others are strings (CIBA Core 7.1.1). */
const JSON_TYPES: Readonly<Record<string, (value: unknown) => boolean>> = {
  requested_expiry: (value) => typeof value === 'number' || typeof value === 'string',
  request_expiry: (value) => typeof value === 'number' || typeof value === 'string',
  max_age: (value) => typeof value === 'number',
  request_context: isObject,
  authorization_details: (value) => Array.isArray(value) && value.every(isObject),
  claims: isObject,
  resource: (value) => typeof value === 'string' || Array.isArray(value),
};

interface Context {
  readonly issuer: string;
  readonly isFresh: (jti: string) => boolean;
  readonly now: () => number;
}

/** Opens a signed authentication request (CIBA Core 7.1.1). */
export async function openRequestObject(
  form: URLSearchParams,
  client: ClientRegistration,
  rules: RequestObjectRules,
  context: Context,
): Promise<Parameters> {
  const refuse = (why: string) => new OAuthError(400, rules.error, why);
  for (const name of form.keys()) {
    if (name !== 'request' && !CLIENT_PARAMETERS.has(name))
      throw refuse(`${name} belongs into the request object`);
  }
  const payload = await verified(form.get('request') ?? '', client, rules, context).catch(
    (error: unknown) => {
      throw refuse(error instanceof Error ? error.message : 'not a JWT');
    },
  );
  const { aud, exp = 0, nbf = 0, jti } = payload;
  if (aud !== context.issuer) throw refuse('the audience of the request object must be the issuer');
  if (exp - nbf > rules.maxLifetime)
    throw refuse(`the request object lives longer than ${rules.maxLifetime} s`);
  if (!context.isFresh(`request ${client.clientId} ${jti}`))
    throw refuse('the request object was used before');
  for (const name of NOT_INSIDE)
    if (name in payload) throw refuse(`${name} must not be in the request object`);
  checkClientId(payload, form, client, rules, refuse);

  const parameters = Object.entries(payload).filter(([name]) => !CLAIMS.has(name) && name !== 'client_id');
  for (const [name, value] of parameters) {
    const fits = JSON_TYPES[name] ?? ((one: unknown) => typeof one === 'string');
    if (!fits(value)) throw refuse(`${name} has the wrong JSON type`);
  }
  return Object.fromEntries(parameters);
}

async function verified(
  jwt: string,
  client: ClientRegistration,
  rules: RequestObjectRules,
  { now }: Context,
): Promise<JWTPayload> {
  const { alg } = decodeProtectedHeader(jwt);
  if (!rules.algs.some((one) => one === alg)) throw new Error(`request objects cannot be signed by ${alg}`);
  const { payload } = await jwtVerify(jwt, await importJWK(publicJwk(client.key), client.key.alg), {
    algorithms: [client.key.alg],
    issuer: client.clientId,
    requiredClaims: [...CLAIMS],
    currentDate: new Date(now()),
    clockTolerance: 5,
  });
  return payload;
}

function checkClientId(
  payload: JWTPayload,
  form: URLSearchParams,
  client: ClientRegistration,
  rules: RequestObjectRules,
  refuse: (why: string) => OAuthError,
): void {
  const inside = payload.client_id;
  if (inside !== undefined && inside !== client.clientId)
    throw refuse('client_id inside names another client');
  if (rules.clientIdInside === 'required' && (inside === undefined || form.get('client_id') !== inside)) {
    throw refuse('client_id must stand both inside and outside the request object');
  }
}

export function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
