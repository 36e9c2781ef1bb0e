import * as oidc from 'openid-client';
import type { Provider, ProviderSettings } from '@/lib/ciba/provider';
import type { Clock } from '@/lib/clock';
import { providerSettings } from '../../support/ciba-client';
import { FakeClock } from '../../support/fake-clock';
import { expected, type Signer } from './id-tokens';

export interface FakeProvider extends Provider {
  /** How often the keys were asked for. */
  keyRequests: number;
  /** What asking for the keys does, by the number of the attempt, from 1. */
  keysAre: (attempt: number) => void;
}

/** An OP that was discovered already and whose keys a test holds: nothing here speaks HTTP. */
export function fakeProvider(
  signer: Signer,
  change: Partial<ProviderSettings> = {},
  clock: Clock = new FakeClock(),
): FakeProvider {
  const settings = providerSettings(expected.issuer, { idTokenAlgorithm: signer.alg, ...change });
  const configuration = new oidc.Configuration({ issuer: expected.issuer }, settings.clientId);
  return {
    settings,
    clock,
    keyRequests: 0,
    keysAre: () => {},
    configuration: async () => configuration,
    during: (_exchange, request) => request(),
    rereadKeys: async () => false,
    async keys() {
      this.keyRequests += 1;
      this.keysAre(this.keyRequests);
      return signer.keys;
    },
  };
}
