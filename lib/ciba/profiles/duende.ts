import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * Duende IdentityServer. It refuses a `requested_expiry` above the client's configured lifetime. Of a binding message it
 * looks at the length alone.
 */
export const duende: Profile = {
  ...standard,
  name: 'duende',
  title: 'Duende IdentityServer',
  deliveries: ['poll'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  // Before 7.4.
  signedRequestsUnlisted: true,
  hints: ['sub', 'username', 'email', 'phone', 'login_hint_token', 'id_token_hint'],
  bindingMessage: { maxLength: 100, characters: '^\\x00-\\x1f\\x7f-\\x9f' },
  expiry: { sent: false },
  backchannelPath: 'ciba',
  backchannelAliasUnlisted: true,
};
