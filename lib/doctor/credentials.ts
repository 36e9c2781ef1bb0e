import * as oidc from 'openid-client';
import { say } from '@/messages/doctor/provider';
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

export function judgeRefusal(refusal: WireError | undefined, agreement: Agreement, place: Place): Verdict {
  const words = say.credentials;
  if (!refusal) return fail(words.tokensForNothing);
  const { error, status, description, fault } = refusal;
  const answer = words.answer({ error, description }) || words.httpStatus({ status });
  const client = { clientId: agreement.clientId, method: agreement.clientAuth.method };
  // Some say unauthorized_client or access_denied where the specification has invalid_client, but all say 401.
  if (status === 401 || error === 'invalid_client') return fail(words.refused({ answer, client }));
  if (status !== undefined && (status >= 500 || status === 429)) return warn(words.notTold({ status }));
  if (error === undefined && status === undefined) return unreachableBy(fault ?? 'unknown', place);
  switch (error) {
    case 'invalid_grant':
    case 'expired_token':
    case 'access_denied':
    case 'authorization_pending':
    case 'slow_down':
      return ok(words.accepted(client));
    case 'invalid_request':
      return isAboutTheClient(description)
        ? warn(words.doubtful({ answer, client }))
        : ok(words.accepted(client));
    case 'unauthorized_client':
      return agreement.delivery === 'push'
        ? ok(words.acceptedForPush)
        : fail(words.noGrant({ answer, clientId: client.clientId }));
    case 'unsupported_grant_type':
      return fail(words.noCiba({ answer }));
    case 'invalid_dpop_proof':
      return fail(words.dpop({ answer }));
    default:
      return warn(words.unclear({ answer }));
  }
}

function isAboutTheClient(description: string | undefined): boolean {
  return /\b(?:client(?!_notification)|credential|assertion|certificate|secret)/i.test(description ?? '');
}
