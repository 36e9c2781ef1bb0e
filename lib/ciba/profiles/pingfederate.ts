import type { Profile } from '../profile';
import { standard } from './standard';

/** PingFederate. A requested expiry can only shorten the one that is configured there. */
export const pingfederate: Profile = {
  ...standard,
  name: 'pingfederate',
  title: 'PingFederate',
  deliveries: ['poll', 'ping'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'private_key_jwt', 'tls_client_auth'],
  hints: ['sub', 'username', 'email', 'login_hint_token', 'id_token_hint'],
  backchannelPath: 'bc-auth.ciba',
};
