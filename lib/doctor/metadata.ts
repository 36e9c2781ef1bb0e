import { z } from 'zod';

const list = z.array(z.string()).optional().catch(undefined);
const text = z.string().optional().catch(undefined);
const flag = z.boolean().optional().catch(undefined);

/** The part of an OP's metadata that CIBA depends on. What has another type than it should counts as not there. */
const schema = z.object({
  token_endpoint: text,
  jwks_uri: text,
  revocation_endpoint: text,
  backchannel_authentication_endpoint: text,
  grant_types_supported: list,
  scopes_supported: list,
  acr_values_supported: list,
  token_endpoint_auth_methods_supported: list,
  token_endpoint_auth_signing_alg_values_supported: list,
  id_token_signing_alg_values_supported: list,
  id_token_encryption_alg_values_supported: list,
  dpop_signing_alg_values_supported: list,
  backchannel_token_delivery_modes_supported: list,
  backchannel_authentication_request_signing_alg_values_supported: list,
  backchannel_user_code_parameter_supported: flag,
  tls_client_certificate_bound_access_tokens: flag,
  mtls_endpoint_aliases: z.record(z.string(), z.unknown()).optional().catch(undefined),
});
export type Metadata = z.output<typeof schema>;

export function readMetadata(body: Readonly<Record<string, unknown>>): Metadata {
  return schema.parse(body);
}
