import { clientAuthMethods } from '../client-auth';
import { loginHintForms } from '../hint';
import { deliveries, type Profile } from '../profile';

/** CIBA Core 1.0 and nothing else; the binding message fits every OP we know of. */
export const standard: Profile = {
  name: 'standard',
  title: 'a standard OpenID provider',
  deliveries,
  clientAuths: clientAuthMethods,
  hints: loginHintForms,
  signedRequests: true,
  userCode: true,
  dpop: true,
  authorizationDetails: false,
  bindingMessage: { maxLength: 20, characters: 'A-Za-z0-9.-' },
  expiry: { sent: true },
  refusals: {},
  reportAnswers: [],
};
