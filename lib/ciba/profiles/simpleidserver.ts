import { clientAuthMethods } from '../client-auth';
import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * SimpleIdServer. An unanswered request stays pending for ever there: our own deadline ends it. Its user code
 * is the customer's password, which nobody is to say on the telephone, so none is sent. Its pings come as GET and
 * its pushes name no request, so we only poll. Its login hint tokens are not verified, so we send none. Its
 * `client_secret_jwt` is an encrypted one, which nobody else has.
 */
export const simpleidserver: Profile = {
  ...standard,
  name: 'simpleidserver',
  title: 'SimpleIdServer',
  deliveries: ['poll'],
  clientAuths: clientAuthMethods.filter((method) => method !== 'client_secret_jwt'),
  hints: ['sub', 'username'],
  userCode: false,
  bindingMessage: { maxLength: 150, characters: 'A-Za-z0-9 +_.,:#/-' },
  issuerIsAudience: true,
  basicUnencoded: true,
  detailsInAccessToken: true,
  backchannelPath: 'bc-authorize',
};
