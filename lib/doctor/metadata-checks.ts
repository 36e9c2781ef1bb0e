import { isMutualTls } from '../ciba/client-auth';
import { namesOf } from '../ciba/keys';
import { isLoopback } from '../ciba/loopback';
import type { Delivery } from '../ciba/profile';
import type { ProviderSettings } from '../ciba/provider';
import { type Check, check, fail, ok, skipped, type Verdict, warn } from './check';
import type { Metadata } from './metadata';
import { type Asked, optionChecks } from './metadata-options';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';

/** What the OP says it does, against what we were told to do with it. */
export function metadataChecks(metadata: Metadata, settings: ProviderSettings, asked: Asked): Check[] {
  return [
    check('op.endpoints', 'Endpoints', endpoints(metadata, settings)),
    check('op.backchannel', 'CIBA endpoint', backchannel(metadata, settings)),
    check('op.grant-type', 'CIBA grant type', grantType(metadata, settings)),
    check('op.delivery', 'Delivery', delivery(metadata, settings.delivery)),
    check('op.client-auth', 'Client authentication', clientAuth(metadata, settings)),
    check('op.id-token-alg', 'ID token algorithm', idTokenAlgorithm(metadata, settings)),
    ...optionChecks(metadata, settings, asked),
    check('op.revocation', 'Revocation', revocation(metadata)),
  ];
}

function endpoints(metadata: Metadata, { issuer }: ProviderSettings): Verdict {
  if (!metadata.token_endpoint) {
    return fail(
      'The metadata name no token_endpoint.',
      'Check CIBA_ISSUER: this is not a complete OpenID provider.',
    );
  }
  const mayBePlain = isLoopback(new URL(issuer));
  const addresses = Object.entries({ ...metadata, ...metadata.mtls_endpoint_aliases });
  const insecure = addresses.filter(([name, value]) => {
    if (!/(?:_endpoint|_uri)$/.test(name) || typeof value !== 'string') return false;
    if (!URL.canParse(value)) return true;
    const url = new URL(value);
    return url.protocol !== 'https:' && !(mayBePlain && isLoopback(url));
  });
  if (insecure.length === 0) return ok('All its addresses are safe to send secrets to.');
  return fail(
    `Not https: ${insecure.map(([name, value]) => `${name} ${String(value)}`).join(', ')}.`,
    'Set the OP’s public address (behind a proxy: its https one) in its own configuration.',
  );
}

function backchannel(metadata: Metadata, { profile }: ProviderSettings): Verdict {
  if (metadata.backchannel_authentication_endpoint)
    return ok('The OP says where authentication requests go.');
  if (profile.backchannelPath) {
    return ok(
      `The OP does not say where requests go; for ${profile.title} it is /${profile.backchannelPath}.`,
    );
  }
  return fail(
    'The OP names no backchannel_authentication_endpoint: it does not offer CIBA.',
    'Switch CIBA on at the OP (realm, tenant or licence), or set CIBA_PROFILE to the product it is.',
  );
}

/** The list may leave it out and the grant still be there: the token request tells for certain. */
function grantType(metadata: Metadata, { profile }: ProviderSettings): Verdict {
  const { grant_types_supported: types, backchannel_authentication_endpoint: endpoint } = metadata;
  if (types?.includes(GRANT_TYPE)) return ok('The OP lists it.');
  if (!endpoint && !profile.backchannelPath) return skipped('There is no CIBA endpoint to begin with.');
  return warn(
    types ? 'The OP does not list it among its grant types.' : 'The OP lists no grant types.',
    'Allow the CIBA grant at the OP, for the server and for this client.',
  );
}

function delivery(metadata: Metadata, wanted: Delivery): Verdict {
  const modes = metadata.backchannel_token_delivery_modes_supported;
  if (modes?.includes(wanted)) return ok(`Results are fetched or sent by ${wanted}, which the OP offers.`);
  if (!modes) {
    return wanted === 'poll'
      ? ok('The OP lists no delivery modes; poll is what all of them have.')
      : warn(`The OP does not say whether it can ${wanted}.`, 'Ask its operator, or set CIBA_DELIVERY=poll.');
  }
  return fail(
    `CIBA_DELIVERY is ${wanted}, and the OP offers only ${modes.join(', ') || 'none'}.`,
    `Set CIBA_DELIVERY to ${modes.join(' or ') || 'what it offers'}, and register this client for it at the OP.`,
  );
}

function clientAuth(metadata: Metadata, { clientAuth }: ProviderSettings): Verdict {
  const { method } = clientAuth;
  const methods = metadata.token_endpoint_auth_methods_supported;
  if (!methods) {
    return method === 'client_secret_basic'
      ? ok('The OP lists no methods, which means client_secret_basic.')
      : warn(`The OP does not say whether it takes ${method}.`, 'The token request below tells.');
  }
  if (!methods.includes(method)) {
    return fail(
      `CIBA_CLIENT_AUTH is ${method}, and the OP takes only ${methods.join(', ')}.`,
      'Set CIBA_CLIENT_AUTH to the method this client is registered with.',
    );
  }
  const algorithms = metadata.token_endpoint_auth_signing_alg_values_supported;
  const ours = clientAuth.method === 'private_key_jwt' ? clientAuth.key.alg : undefined;
  const signedWith = method === 'client_secret_jwt' ? 'HS256' : ours;
  if (signedWith && algorithms && !algorithms.includes(signedWith)) {
    return fail(
      `${method} is signed with ${signedWith} here, and the OP takes only ${algorithms.join(', ')}.`,
      method === 'client_secret_jwt'
        ? 'Choose another CIBA_CLIENT_AUTH.'
        : 'Set CIBA_SIGNING_ALG to one of these, with a CIBA_CLIENT_KEY of that kind.',
    );
  }
  return isMutualTls(method) ? mutualTlsAddresses(metadata, method) : ok(`The OP takes ${method}.`);
}

function mutualTlsAddresses(metadata: Metadata, method: string): Verdict {
  const { token_endpoint: token, backchannel_authentication_endpoint: backchannel } =
    metadata.mtls_endpoint_aliases ?? {};
  if (token && backchannel) return ok(`The OP takes ${method}, at addresses of their own.`);
  return warn(
    `The OP takes ${method}, but its mtls_endpoint_aliases do not name ${token ? 'the CIBA endpoint' : 'the token endpoint'}.`,
    'Right if its ordinary addresses ask for certificates, or if CIBA_ISSUER is its mutual-TLS host.',
  );
}

function idTokenAlgorithm(
  metadata: Metadata,
  { idTokenAlgorithm: alg, idTokenKey }: ProviderSettings,
): Verdict {
  const offered = metadata.id_token_signing_alg_values_supported;
  if (offered && !namesOf(alg).some((name) => offered.includes(name))) {
    return fail(
      `ID tokens must be signed with ${alg} here, and the OP signs with ${offered.join(', ')}.`,
      'Set CIBA_ID_TOKEN_ALG to the algorithm this client is registered with (id_token_signed_response_alg).',
    );
  }
  const encryptions = metadata.id_token_encryption_alg_values_supported;
  if (!idTokenKey || encryptions?.some((one) => idTokenKey.algorithms.includes(one))) {
    return ok(`The OP signs ID tokens with ${alg}${idTokenKey ? ', and can encrypt them to our key' : ''}.`);
  }
  const says = `CIBA_ID_TOKEN_KEY can be used with ${idTokenKey.algorithms.join(', ')}, and the OP`;
  return encryptions
    ? fail(`${says} encrypts with ${encryptions.join(', ')}.`, 'Use a key of a kind the OP can encrypt to.')
    : fail(
        `${says} does not encrypt ID tokens.`,
        'Take CIBA_ID_TOKEN_KEY out: unencrypted ID tokens are refused with it.',
      );
}

function revocation({ revocation_endpoint: endpoint }: Metadata): Verdict {
  return endpoint
    ? ok('Tokens can be revoked when a call ends.')
    : warn(
        'The OP has no revocation_endpoint: tokens stay valid until they expire, also when a call has ended.',
        'Switch token revocation (RFC 7009) on at the OP, or let it issue short-lived tokens.',
      );
}
