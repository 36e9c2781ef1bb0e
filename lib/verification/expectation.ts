import type { TokenExpectation } from '../ciba/token-response';
import { requiredScope } from './purposes';
import type { Verification } from './verification';

/** What a token response for this verification must be about. */
export function expectationOf(v: Verification): TokenExpectation {
  return {
    subject: v.customerSubject,
    requestedAt: v.requestedAt,
    expiresAt: v.expiresAt,
    requiredScope: requiredScope(v.scope),
    ...(v.authorizationDetails ? { authorizationDetails: v.authorizationDetails } : {}),
  };
}
