import { type CibaClient, createCibaClient } from '@/lib/ciba/client';
import { standard } from '@/lib/ciba/profiles/standard';
import { createProvider, type ProviderSettings } from '@/lib/ciba/provider';
import type { TokenExpectation } from '@/lib/ciba/token-response';
import { createTransport, type TransportOptions } from '@/lib/ciba/transport';
import { type Clock, systemClock } from '@/lib/clock';

/** The plainest agreement with an OP: a secret in the header, polling, nothing signed. */
export function providerSettings(issuer: string, change: Partial<ProviderSettings> = {}): ProviderSettings {
  return {
    issuer,
    clientId: 'countersign',
    clientAuth: { method: 'client_secret_basic', secret: 'client-secret-of-the-tests' },
    profile: standard,
    delivery: 'poll',
    hint: 'sub',
    standing: { expiryParameter: 'requested_expiry' },
    dpop: false,
    authorizationDetails: false,
    mutualTls: false,
    idTokenAlgorithm: 'RS256',
    ...change,
  };
}

export function cibaClient(
  settings: ProviderSettings,
  transport: TransportOptions = {},
  clock: Clock = systemClock,
): CibaClient {
  return createCibaClient(createProvider(settings, createTransport(transport), clock));
}

/** What a token response must be about: this person, asked a second ago, with a minute left. */
export function about(subject: string, change: Partial<TokenExpectation> = {}): TokenExpectation {
  return {
    subject,
    requestedAt: new Date(Date.now() - 1000),
    expiresAt: new Date(Date.now() + 60_000),
    requiredScope: '',
    ...change,
  };
}
