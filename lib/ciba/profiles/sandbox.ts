import type { Profile } from '../profile';

/** The embedded demo bank. Like some banks, it answers `unauthorized_client` when a customer has no device. */
export const sandbox: Profile = {
  name: 'sandbox',
  bindingMessage: { maxLength: 64, characters: 'A-Za-z0-9 +_.,:#/-' },
  refusals: { unauthorized_client: 'not_enrolled' },
  fraudDescription: 'fraud_reported',
};
