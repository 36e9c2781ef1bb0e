import type { Profile } from '../profile';
import { standard } from './standard';

/** The embedded demo bank. Like some banks, it answers `unauthorized_client` when a customer has no device. */
export const sandbox: Profile = {
  ...standard,
  name: 'sandbox',
  title: 'the sandbox bank',
  bindingMessage: { maxLength: 100, characters: "A-Za-zÀ-ÖØ-öø-ž0-9 $€£+_.,:#/…’'()&-" },
  authorizationDetails: true,
  expiry: { sent: true, max: 600 },
  refusals: { unauthorized_client: 'not_enrolled' },
  reportAnswers: ['access_denied: fraud_reported'],
  denialAnswers: ['access_denied: the customer denied the request'],
};
