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
  const when = (wanted: unknown, id: string, title: string, verdict: () => Verdict): Check[] =>
    wanted ? [check(`op.${id}`, title, verdict())] : [];
  return [
    ...when(requestKey, 'request-signing', 'Signed requests', () => requestSigning(metadata, settings)),
    ...when(dpop, 'dpop', 'DPoP', () => dpopSupport(metadata)),
    ...when(mutualTls && !dpop, 'bound-tokens', 'Bound tokens', () => boundTokens(metadata)),
    ...when(standing.acrValues, 'acr', 'acr_values', () => acr(metadata, standing.acrValues ?? '')),
    ...when(asked.userCode, 'user-code', 'User code', () => userCode(metadata)),
    check('op.scopes', 'Scopes', scopes(metadata, asked.scope)),
  ];
}

function requestSigning(metadata: Metadata, { requestKey }: ProviderSettings): Verdict {
  const taken = metadata.backchannel_authentication_request_signing_alg_values_supported;
  if (!taken) {
    return fail(
      'CIBA_SIGN_REQUESTS is true, and the OP takes no signed authentication requests.',
      'Set CIBA_SIGN_REQUESTS=false, or let the OP announce them ' +
        '(backchannel_authentication_request_signing_alg_values_supported).',
    );
  }
  if (requestKey && taken.includes(requestKey.alg))
    return ok(`The OP takes requests signed with ${requestKey.alg}.`);
  const possible = signingAlgorithms.filter((alg) => taken.includes(alg));
  return fail(
    `Requests are signed with ${requestKey?.alg ?? 'nothing'} here, and the OP takes only ${taken.join(', ')}.`,
    `Set CIBA_SIGNING_ALG to ${possible.join(' or ') || 'an algorithm it takes'}, with a CIBA_CLIENT_KEY of that kind.`,
  );
}

function dpopSupport({ dpop_signing_alg_values_supported: algorithms }: Metadata): Verdict {
  if (algorithms?.includes(DPOP_ALG)) return ok('The OP binds tokens to our key.');
  return fail(
    algorithms
      ? `CIBA_DPOP is true, and the OP takes no proofs signed with ${DPOP_ALG}, only ${algorithms.join(', ')}.`
      : 'CIBA_DPOP is true, and the OP does not announce DPoP: its bearer tokens would be refused.',
    `Set CIBA_DPOP=false, or switch DPoP with ${DPOP_ALG} on at the OP.`,
  );
}

function boundTokens({ tls_client_certificate_bound_access_tokens: bound }: Metadata): Verdict {
  return bound
    ? ok('The OP can bind tokens to our certificate.')
    : warn(
        'The OP does not say that it binds tokens to certificates: a stolen token could be used by others.',
        'Switch tls_client_certificate_bound_access_tokens on at the OP, if it has it.',
      );
}

function acr({ acr_values_supported: known }: Metadata, wanted: string): Verdict {
  const values = wanted.split(' ').filter(Boolean);
  if (!known)
    return warn(
      'The OP does not list the acr values it knows.',
      'Ask its operator which CIBA_ACR_VALUES it takes.',
    );
  const unknown = values.filter((value) => !known.includes(value));
  if (unknown.length === 0) return ok('The OP knows the acr values asked for.');
  const remedy = `Set CIBA_ACR_VALUES to some of: ${known.join(' ')}`;
  const says = `The OP does not know ${unknown.join(', ')}.`;
  return unknown.length === values.length
    ? fail(`${says} No verification could succeed.`, remedy)
    : warn(says, remedy);
}

/** CIBA Core 4: left out means not supported. */
function userCode({ backchannel_user_code_parameter_supported: supported }: Metadata): Verdict {
  return supported
    ? ok('The OP takes user codes.')
    : fail(
        'CIBA_USER_CODE is true, and the OP takes no user codes.',
        'Set CIBA_USER_CODE=false, or switch user codes on at the OP.',
      );
}

function scopes({ scopes_supported: known }: Metadata, scope: string): Verdict {
  const unknown = scope.split(' ').filter((one) => one && !known?.includes(one));
  if (!known || unknown.length === 0) return ok(`Verifications ask for: ${scope}`);
  return warn(
    `The OP does not list ${unknown.join(', ')} among its scopes.`,
    'Define it at the OP, or set CIBA_SCOPE to scopes it has. Some OPs list only part of theirs.',
  );
}
