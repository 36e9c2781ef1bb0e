import { X509Certificate } from 'node:crypto';
import { decodeProtectedHeader, importJWK, type JWTPayload, jwtVerify } from 'jose';
import type { Call } from './http-host';
import { publicJwk } from './keys';
import { invalidClient, invalidRequest, type OAuthError } from './oauth-error';
import type { ClientAuth, ClientRegistration } from './provider-double';

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const LONGEST_ASSERTION_S = 600;

interface Context {
  /** What assertions have to be for. */
  readonly audience: string;
  readonly find: (clientId: string) => ClientRegistration | undefined;
  /** Says whether the id is new, and remembers it. */
  readonly isFresh: (jti: string) => boolean;
  readonly now: () => number;
  /** The provider's own way to turn a client away, if it has one. */
  readonly refusal?: OAuthError | undefined;
  readonly basic?: { readonly isEncoded: boolean; readonly isRead: boolean };
}

/** What the client sent to prove who it is. */
interface Credentials {
  readonly method: ClientAuth | 'none';
  readonly clientId: string | undefined;
  readonly secret?: string;
  readonly assertion?: string;
}

/** Authenticates the client by exactly the method it registered (OpenID Connect Core, 9; RFC 8705, 2). */
export async function authenticateClient(call: Call, context: Context): Promise<ClientRegistration> {
  const refuse = (why: string) => context.refusal ?? invalidClient(why, challenge(call));
  const credentials = readCredentials(call, context.basic);
  const client = credentials.clientId === undefined ? undefined : context.find(credentials.clientId);
  if (!client) throw refuse('unknown client');
  const named = call.body.get('client_id');
  if (named !== null && named !== client.clientId) throw refuse('client_id names another client');

  const inBody = client.auth === 'client_secret_basic' && context.basic?.isRead === false;
  const method = credentials.method === 'none' && call.certificate ? tlsMethod(client) : credentials.method;
  if (method !== (inBody ? 'client_secret_post' : client.auth))
    throw refuse(`this client authenticates by ${client.auth}, not ${method}`);
  const why = await fault(client, credentials, call, context);
  if (why) throw refuse(why);
  return client;
}

function readCredentials(
  { headers, body }: Call,
  { isEncoded, isRead } = { isEncoded: true, isRead: true },
): Credentials {
  const basic = isRead ? /^Basic (.+)$/i.exec(String(headers.authorization ?? ''))?.[1] : undefined;
  const secret = body.get('client_secret');
  const assertion = body.get('client_assertion');
  const offered = [basic, secret, assertion].filter((one) => one !== null && one !== undefined);
  if (offered.length > 1) throw invalidRequest('more than one way of client authentication');
  if (basic !== undefined) {
    const [clientId = '', ...rest] = Buffer.from(basic, 'base64').toString().split(':');
    return {
      method: 'client_secret_basic',
      clientId: isEncoded ? formDecode(clientId) : clientId,
      secret: isEncoded ? formDecode(rest.join(':')) : rest.join(':'),
    };
  }
  if (assertion !== null) {
    if (body.get('client_assertion_type') !== ASSERTION_TYPE) throw invalidRequest('client_assertion_type');
    const { alg, payload } = peek(assertion);
    const method = alg?.startsWith('HS') ? 'client_secret_jwt' : 'private_key_jwt';
    return { method, clientId: payload.sub, assertion };
  }
  const clientId = body.get('client_id') ?? undefined;
  return secret === null ? { method: 'none', clientId } : { method: 'client_secret_post', clientId, secret };
}

async function fault(
  client: ClientRegistration,
  { secret, assertion }: Credentials,
  call: Call,
  context: Context,
): Promise<string | undefined> {
  switch (client.auth) {
    case 'client_secret_basic':
    case 'client_secret_post':
      return secret === client.clientSecret ? undefined : 'wrong client secret';
    case 'client_secret_jwt':
    case 'private_key_jwt':
      return assertionFault(client, assertion ?? '', context);
    case 'tls_client_auth':
    case 'self_signed_tls_client_auth':
      return certificateFault(client, call);
  }
}

/** RFC 7523, 3, with one audience and no other. */
async function assertionFault(
  client: ClientRegistration,
  assertion: string,
  { audience, isFresh, now }: Context,
): Promise<string | undefined> {
  const symmetric = client.auth === 'client_secret_jwt';
  const key = symmetric
    ? new TextEncoder().encode(client.clientSecret)
    : await importJWK(publicJwk(client.key), client.key.alg);
  try {
    const { payload } = await jwtVerify(assertion, key, {
      algorithms: [symmetric ? 'HS256' : client.key.alg],
      issuer: client.clientId,
      subject: client.clientId,
      requiredClaims: ['exp', 'iat', 'jti', 'aud'],
      currentDate: new Date(now()),
      clockTolerance: 5,
    });
    const { aud, exp = 0, iat = 0, jti = '' } = payload;
    if (aud !== audience) return `the audience of the assertion must be ${audience} and nothing else`;
    if (exp - iat > LONGEST_ASSERTION_S) return 'the assertion lives too long';
    return isFresh(`assertion ${client.clientId} ${jti}`) ? undefined : 'the assertion has been used before';
  } catch (error) {
    return `the assertion is not valid: ${error instanceof Error ? error.message : ''}`;
  }
}

function certificateFault({ auth, certificate }: ClientRegistration, call: Call): string | undefined {
  if (!call.certificate) return 'no client certificate';
  if (!certificate) return 'no certificate registered';
  const registered = new X509Certificate(certificate.cert);
  const shown = new X509Certificate(call.certificate.raw);
  if (auth === 'self_signed_tls_client_auth') {
    return shown.fingerprint256 === registered.fingerprint256 ? undefined : 'not the registered certificate';
  }
  if (!call.certificate.authorized) return 'nobody we trust vouches for the certificate';
  return shown.subject === registered.subject ? undefined : 'the certificate has another subject';
}

function tlsMethod({ auth }: ClientRegistration): ClientAuth | 'none' {
  return auth === 'tls_client_auth' || auth === 'self_signed_tls_client_auth' ? auth : 'none';
}

/** RFC 6749, 5.2: who tried HTTP authentication gets a challenge. */
function challenge({ headers }: Call): Record<string, string> {
  return headers.authorization ? { 'www-authenticate': 'Basic realm="op"' } : {};
}

function formDecode(text: string): string {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidClient('the credentials are not form-encoded', { 'www-authenticate': 'Basic realm="op"' });
  }
}

function peek(jwt: string): { alg: string | undefined; payload: JWTPayload } {
  try {
    const [, payload = ''] = jwt.split('.');
    const { alg } = decodeProtectedHeader(jwt);
    return { alg, payload: JSON.parse(Buffer.from(payload, 'base64url').toString()) };
  } catch {
    throw invalidClient('client_assertion is not a JWT');
  }
}
