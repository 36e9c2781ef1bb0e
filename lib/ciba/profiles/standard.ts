import type { Profile } from '../profile';

/** CIBA Core 1.0 and nothing else; the binding message fits every OP we know of. */
export const standard: Profile = {
  name: 'standard',
  bindingMessage: { maxLength: 20, characters: 'A-Za-z0-9.-' },
  refusals: {},
};
