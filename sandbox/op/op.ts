import type Provider from 'oidc-provider';
import { createAccessTokens } from './access-token';
import { createExpiryWatch, type ExpiryWatch } from './expiry';
import { tieIdTokens } from './id-token';
import { enforceInterval } from './interval';
import { completeMetadata } from './metadata';
import { claimsOf, createOp, type OpBank } from './provider';
import { deliverInBackground } from './push';
import { rememberCertificates } from './push-certificates';
import { revokeJwtAccessTokens } from './revocation';

interface Settings extends OpBank {
  /** Seconds between two polls. */
  readonly interval: number;
  /** The issuer's address where mutual TLS is taken. */
  readonly tlsIssuer: string | undefined;
  /** Milliseconds between two attempts at a push. */
  readonly pushRetryMs: number;
  readonly onError: (where: string, error: unknown) => void;
}

/** The OP with all that oidc-provider leaves to others, or leaves out. */
export function openOp(settings: Settings) {
  const { issuer, resource, keys, store, customers, onError } = settings;
  const provider: Provider = createOp(settings);
  const accessTokens = createAccessTokens(issuer, keys, store);
  const expiries: ExpiryWatch = createExpiryWatch(provider, onError);
  completeMetadata(provider, settings.tlsIssuer);
  enforceInterval(provider, settings.interval);
  revokeJwtAccessTokens(provider, accessTokens);
  tieIdTokens(provider);
  const endDeliveries = deliverInBackground({
    provider,
    resource,
    claimsOf: (subject) => claimsOf(customers, subject),
    certificateOf: rememberCertificates(provider, store),
    notificationEndpoint: settings.notificationEndpoint,
    retryMs: settings.pushRetryMs,
    onError,
  });
  const close = (): void => {
    expiries.close();
    endDeliveries();
  };
  return { provider, accessTokens, expiries, close };
}
