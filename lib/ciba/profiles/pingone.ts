import type { Profile } from '../profile';
import { standard } from './standard';

/** PingOne. */
export const pingone: Profile = {
  ...standard,
  name: 'pingone',
  title: 'PingOne',
  deliveries: ['poll'],
  clientAuths: ['client_secret_basic', 'client_secret_post', 'client_secret_jwt', 'private_key_jwt'],
  hints: ['username', 'email', 'login_hint_token', 'id_token_hint'],
  userCode: false,
  dpop: false,
  backchannelPath: 'cibaAuthorization',
};
