import { say } from '@/messages/doctor/metadata';
import { signingAlgorithms } from '../ciba/keys';
import type { ProviderSettings } from '../ciba/provider';
import { type Check, check, fail, ok, type Verdict, warn } from './check';
import type { Metadata } from './metadata';

/** The algorithm of lib/ciba's DPoP keys. */
const DPOP_ALG = 'ES256';

/** What verifications ask for beyond what was agreed on. */
export interface Asked {
  readonly scope: string;
  readonly userCode: boolean;
}

/** What is looked at only when it is asked for. */
export function optionChecks(metadata: Metadata, settings: ProviderSettings, asked: Asked): Check[] {
  const { standing, requestKey, dpop, mutualTls } = settings;
  const when = (wanted: unknown, id: Parameters<typeof check>[0], verdict: () => Verdict): Check[] =>
    wanted ? [check(id, verdict())] : [];
  return [
    ...when(requestKey, 'op.request-signing', () => requestSigning(metadata, settings)),
    ...when(dpop, 'op.dpop', () => dpopSupport(metadata)),
    ...when(mutualTls && !dpop, 'op.bound-tokens', () => boundTokens(metadata)),
    ...when(standing.acrValues, 'op.acr', () => acr(metadata, standing.acrValues ?? '')),
    ...when(asked.userCode, 'op.user-code', () => userCode(metadata)),
    check('op.scopes', scopes(metadata, asked.scope)),
  ];
}

function requestSigning(metadata: Metadata, { requestKey, profile }: ProviderSettings): Verdict {
  const taken = metadata.backchannel_authentication_request_signing_alg_values_supported;
  if (!requestKey) return fail(say.requestSigning.none);
  if (!taken) {
    return profile.signedRequestsUnlisted
      ? ok(say.requestSigning.unlisted({ provider: profile.title }))
      : fail(say.requestSigning.none);
  }
  const { alg } = requestKey;
  if (taken.includes(alg)) return ok(say.requestSigning.taken({ alg }));
  const possible = signingAlgorithms.filter((one) => taken.includes(one));
  return fail(say.requestSigning.otherAlgorithm({ alg, taken, possible }));
}

function dpopSupport({ dpop_signing_alg_values_supported: taken }: Metadata): Verdict {
  if (!taken) return fail(say.dpop.none({ alg: DPOP_ALG }));
  return taken.includes(DPOP_ALG)
    ? ok(say.dpop.taken)
    : fail(say.dpop.otherAlgorithm({ alg: DPOP_ALG, taken }));
}

function boundTokens({ tls_client_certificate_bound_access_tokens: bound }: Metadata): Verdict {
  return bound ? ok(say.boundTokens.bound) : warn(say.boundTokens.notTold);
}

function acr({ acr_values_supported: known }: Metadata, wanted: string): Verdict {
  const values = wanted.split(' ').filter(Boolean);
  if (!known) return warn(say.acr.noList);
  const unknown = values.filter((value) => !known.includes(value));
  if (unknown.length === 0) return ok(say.acr.known);
  return unknown.length === values.length
    ? fail(say.acr.allUnknown({ unknown, known }))
    : warn(say.acr.someUnknown({ unknown, known }));
}

/** CIBA Core 4: left out means not supported. */
function userCode({ backchannel_user_code_parameter_supported: supported }: Metadata): Verdict {
  return supported ? ok(say.userCode.taken) : fail(say.userCode.none);
}

function scopes({ scopes_supported: known }: Metadata, scope: string): Verdict {
  const unknown = scope.split(' ').filter((one) => one && !known?.includes(one));
  if (!known || unknown.length === 0) return ok(say.scopes.asked({ scope }));
  return warn(say.scopes.unknown({ unknown }));
}
