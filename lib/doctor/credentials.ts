import * as oidc from 'openid-client';
import { newDpopKey } from '../ciba/dpop';
import type { WireError } from '../ciba/outcome';
import type { Provider, ProviderSettings } from '../ciba/provider';
import { wireError } from '../ciba/wire-error';
import { fail, ok, type Verdict, warn } from './check';
import { type Place, unreachableBy } from './network';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';
/** Of the right alphabet and length, and nobody's. */
const MADE_UP = 'countersign-doctor-asks-for-a-request-that-was-never-made';

/**
 * A token request for an `auth_req_id` nobody issued, authenticated as every other: who is refused for the id was
 * believed to be this client.
 *
 * @returns what the OP refused it with; undefined when it did not
 */
export async function askForNothing(provider: Provider, signal: AbortSignal): Promise<WireError | undefined> {
  try {
    const configuration = await provider.configuration();
    const key = provider.settings.dpop ? await newDpopKey() : undefined;
    await provider.during({ signal }, () =>
      oidc.genericGrantRequest(
        configuration,
        GRANT_TYPE,
        { auth_req_id: MADE_UP },
        key ? { DPoP: key.handle } : undefined,
      ),
    );
    return undefined;
  } catch (error) {
    return wireError(error, provider.clock.now());
  }
}

type Agreement = Pick<ProviderSettings, 'clientAuth' | 'delivery' | 'clientId'>;

export function judgeRefusal(refusal: WireError | undefined, client: Agreement, place: Place): Verdict {
  if (!refusal) {
    return fail('The OP issued tokens for a request nobody made.', 'Do not use this OP; tell its operator.');
  }
  const { error, status, description, fault } = refusal;
  const said = [error, description && `“${description}”`].filter(Boolean).join(', ') || `HTTP ${status}`;
  // Some say unauthorized_client or access_denied where the specification has invalid_client, but all say 401.
  if (status === 401 || error === 'invalid_client') {
    return fail(`The OP does not accept the client’s credentials (${said}).`, remedyFor(client));
  }
  if (status !== undefined && (status >= 500 || status === 429)) {
    return warn(
      `The OP could not say whether it accepts the credentials (HTTP ${status}).`,
      'Try again in a minute.',
    );
  }
  if (error === undefined && status === undefined) return unreachableBy(fault ?? 'unknown', place);
  switch (error) {
    case 'invalid_grant':
    case 'expired_token':
    case 'access_denied':
    case 'authorization_pending':
    case 'slow_down':
      return ok(`The OP accepts the client’s credentials (${client.clientAuth.method}).`);
    case 'invalid_request':
      return isAboutTheClient(description)
        ? warn(`The OP may not accept the client’s credentials (${said}).`, remedyFor(client))
        : ok(`The OP accepts the client’s credentials (${client.clientAuth.method}).`);
    case 'unauthorized_client':
      return client.delivery === 'push'
        ? ok('The OP accepts the client’s credentials; a push client has no token request to make.')
        : fail(
            `The OP knows the client ${client.clientId}, but does not let it use CIBA (${said}).`,
            'Enable the CIBA grant for this client at the OP.',
          );
    case 'unsupported_grant_type':
      return fail(
        `The OP’s token endpoint does not know the CIBA grant (${said}).`,
        'Switch CIBA on at the OP, or check CIBA_ISSUER.',
      );
    case 'invalid_dpop_proof':
      return fail(
        `The OP refuses our DPoP proof (${said}).`,
        'Check the clocks, and that the OP’s public address is the one in its metadata.',
      );
    default:
      return warn(
        `The OP gave an answer that tells nothing of the credentials (${said}).`,
        'Ask its operator.',
      );
  }
}

function isAboutTheClient(description: string | undefined): boolean {
  return /\b(?:client(?!_notification)|credential|assertion|certificate|secret)/i.test(description ?? '');
}

function remedyFor({ clientAuth: { method }, clientId }: Agreement): string {
  switch (method) {
    case 'client_secret_basic':
    case 'client_secret_post':
    case 'client_secret_jwt':
      return (
        `Compare CIBA_CLIENT_ID (${clientId}) and CIBA_CLIENT_SECRET with the registration at the OP, and its ` +
        `method with CIBA_CLIENT_AUTH (${method}).`
      );
    case 'private_key_jwt':
      return (
        `Compare CIBA_CLIENT_ID (${clientId}) with the registration, and register the public half of ` +
        'CIBA_CLIENT_KEY there; CIBA_CLIENT_KEY_ID must be its kid there.'
      );
    case 'tls_client_auth':
      return (
        `Compare CIBA_CLIENT_ID (${clientId}) with the registration: the subject of CIBA_CLIENT_CERT, and the ` +
        'authority that issued it, must be the ones the OP was told.'
      );
    case 'self_signed_tls_client_auth':
      return `Compare CIBA_CLIENT_ID (${clientId}) with the registration, and register CIBA_CLIENT_CERT there (jwks, x5c).`;
  }
}
