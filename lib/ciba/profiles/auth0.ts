import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * Auth0. Its documents name `+-_.,:#` beside letters and digits for binding messages and show a space in one
 * example only, so we send none. Up to 300 seconds the customer is asked by push, beyond that by e-mail.
 */
export const auth0: Profile = {
  ...standard,
  name: 'auth0',
  title: 'Auth0',
  deliveries: ['poll'],
  clientAuths: [
    'client_secret_basic',
    'client_secret_post',
    'private_key_jwt',
    'tls_client_auth',
    'self_signed_tls_client_auth',
  ],
  hints: ['iss_sub'],
  signedRequests: false,
  userCode: false,
  dpop: false,
  authorizationDetails: true,
  bindingMessage: { maxLength: 64, characters: 'A-Za-z0-9+_.,:#-' },
  expiry: { sent: true, max: 300 },
  deniesWhenExpired: true,
  backchannelPath: '/bc-authorize',
};
