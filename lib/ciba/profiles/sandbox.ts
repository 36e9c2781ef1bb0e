import type { Profile } from '../profile';
import { standard } from './standard';

/** The embedded demo bank. Like some banks, it answers `unauthorized_client` when a customer has no device. */
export const sandbox: Profile = {
  ...standard,
  name: 'sandbox',
  title: 'the sandbox bank',
  bindingMessage: { maxLength: 64, characters: 'A-Za-z0-9 +_.,:#/-' },
  expiry: { sent: true, max: 600 },
  refusals: { unauthorized_client: 'not_enrolled' },
  fraudDescription: 'fraud_reported',
};
