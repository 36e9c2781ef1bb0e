import type { Profile } from '../profile';
import { standard } from './standard';

/**
 * SimpleIdServer. An unanswered request stays pending for ever there: our own deadline ends it. Its user code
 * is the customer's password, which nobody is to say on the telephone, so none is sent. Its pings come as GET and
 * its pushes name no request, so we only poll. Its login hint tokens are not verified, so we send none.
 */
export const simpleidserver: Profile = {
  ...standard,
  name: 'simpleidserver',
  title: 'SimpleIdServer',
  deliveries: ['poll'],
  hints: ['sub', 'username'],
  userCode: false,
  bindingMessage: { maxLength: 150, characters: 'A-Za-z0-9 +_.,:#/-' },
  issuerIsAudience: true,
  backchannelPath: 'bc-authorize',
};
