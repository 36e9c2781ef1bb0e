import { say } from '@/messages/doctor/metadata';
import { isMutualTls } from '../ciba/client-auth';
import { namesOf } from '../ciba/keys';
import { isLoopback } from '../ciba/loopback';
import type { Delivery, Profile } from '../ciba/profile';
import type { ProviderSettings } from '../ciba/provider';
import { type Check, check, fail, ok, skipped, type Verdict, warn } from './check';
import type { Metadata } from './metadata';
import { type Asked, optionChecks } from './metadata-options';

const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';

/** What the OP says it does, against what we were told to do with it. */
export function metadataChecks(metadata: Metadata, settings: ProviderSettings, asked: Asked): Check[] {
  return [
    check('op.endpoints', endpoints(metadata, settings)),
    check('op.backchannel', backchannel(metadata, settings)),
    check('op.grant-type', grantType(metadata, settings)),
    check('op.delivery', delivery(metadata, settings.delivery)),
    check('op.client-auth', clientAuth(metadata, settings)),
    check('op.id-token-alg', idTokenAlgorithm(metadata, settings)),
    ...optionChecks(metadata, settings, asked),
    check('op.revocation', revocation(metadata)),
  ];
}

function endpoints(metadata: Metadata, { issuer }: ProviderSettings): Verdict {
  if (!metadata.token_endpoint) return fail(say.endpoints.noTokenEndpoint);
  const mayBePlain = isLoopback(new URL(issuer));
  const addresses = Object.entries({ ...metadata, ...metadata.mtls_endpoint_aliases });
  const insecure = addresses.flatMap(([name, value]) => {
    if (!/(?:_endpoint|_uri)$/.test(name) || typeof value !== 'string') return [];
    return isSecure(value, mayBePlain) ? [] : [{ name, value }];
  });
  return insecure.length === 0
    ? ok(say.endpoints.secure)
    : fail(say.endpoints.insecure({ addresses: insecure }));
}

function isSecure(address: string, mayBePlain: boolean): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === 'https:' || (mayBePlain && isLoopback(url));
}

function backchannel(metadata: Metadata, { profile }: ProviderSettings): Verdict {
  if (metadata.backchannel_authentication_endpoint) return ok(say.backchannel.named);
  return profile.backchannelPath
    ? ok(say.backchannel.known({ provider: profile.title, path: profile.backchannelPath }))
    : fail(say.backchannel.none);
}

/** The list may leave it out and the grant still be there: the token request tells for certain. */
function grantType(metadata: Metadata, { profile }: ProviderSettings): Verdict {
  const { grant_types_supported: types, backchannel_authentication_endpoint: endpoint } = metadata;
  if (types?.includes(GRANT_TYPE)) return ok(say.grantType.listed);
  if (!endpoint && !profile.backchannelPath) return skipped(say.grantType.noEndpoint);
  return warn(types ? say.grantType.notListed : say.grantType.noList);
}

function delivery(metadata: Metadata, wanted: Delivery): Verdict {
  const modes = metadata.backchannel_token_delivery_modes_supported;
  if (modes?.includes(wanted)) return ok(say.delivery.offered({ wanted }));
  if (modes) return fail(say.delivery.notOffered({ wanted, offered: modes }));
  return wanted === 'poll' ? ok(say.delivery.pollByDefault) : warn(say.delivery.notTold({ wanted }));
}

function clientAuth(metadata: Metadata, { clientAuth, profile }: ProviderSettings): Verdict {
  const { method } = clientAuth;
  const methods = metadata.token_endpoint_auth_methods_supported;
  if (!methods) {
    return method === 'client_secret_basic'
      ? ok(say.clientAuth.basicByDefault)
      : warn(say.clientAuth.notTold({ method }));
  }
  if (!methods.includes(method)) return fail(say.clientAuth.notTaken({ method, taken: methods }));
  const taken = metadata.token_endpoint_auth_signing_alg_values_supported;
  if (taken && method === 'client_secret_jwt' && !taken.includes('HS256')) {
    return fail(say.clientAuth.hs256NotTaken({ taken }));
  }
  if (taken && clientAuth.method === 'private_key_jwt' && !taken.includes(clientAuth.key.alg)) {
    return fail(say.clientAuth.algorithmNotTaken({ alg: clientAuth.key.alg, taken }));
  }
  return isMutualTls(method)
    ? mutualTlsAddresses(metadata, method, profile)
    : ok(say.clientAuth.taken({ method }));
}

function mutualTlsAddresses(
  metadata: Metadata,
  method: string,
  { backchannelAliasUnlisted }: Profile,
): Verdict {
  const { token_endpoint: token, backchannel_authentication_endpoint: backchannel } =
    metadata.mtls_endpoint_aliases ?? {};
  const both = token && (backchannel || backchannelAliasUnlisted);
  if (both) return ok(say.clientAuth.takenAtAliases({ method }));
  return warn(say.clientAuth.noAlias({ method, missing: token ? 'backchannel' : 'token' }));
}

function idTokenAlgorithm(
  metadata: Metadata,
  { idTokenAlgorithm: alg, idTokenKey }: ProviderSettings,
): Verdict {
  const offered = metadata.id_token_signing_alg_values_supported;
  if (offered && !namesOf(alg).some((name) => offered.includes(name))) {
    return fail(say.idToken.notSigned({ alg, offered }));
  }
  if (!idTokenKey) return ok(say.idToken.signed({ alg }));
  const encryptions = metadata.id_token_encryption_alg_values_supported;
  const ours = idTokenKey.algorithms;
  if (!encryptions) return fail(say.idToken.notEncrypted({ ours }));
  return encryptions.some((one) => ours.includes(one))
    ? ok(say.idToken.signedAndEncrypted({ alg }))
    : fail(say.idToken.otherEncryption({ ours, offered: encryptions }));
}

function revocation({ revocation_endpoint: endpoint }: Metadata): Verdict {
  return endpoint ? ok(say.revocation.offered) : warn(say.revocation.none);
}
