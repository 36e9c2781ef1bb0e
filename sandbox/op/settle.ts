import type Provider from 'oidc-provider';
import { errors } from '../oidc';
import { acrOf } from './acr';
import type { Answer } from './prompt';

/**
 * Carries an answer from the phone to the OP.
 *
 * @param subject whom the device answers for
 * @param says whether a no says which of two it is: that the customer denies, or that they are not on a call
 * @returns false when the OP waits for no answer (any more)
 */
export async function settle(
  provider: Provider,
  authReqId: string,
  answer: Answer,
  subject: string,
  says: boolean,
): Promise<boolean> {
  const request = await provider.BackchannelAuthenticationRequest.find(authReqId, { ignoreExpiration: true });
  if (!request?.isValid || request.grantId || request.error || !request.clientId) return false;

  if (answer !== 'approved') {
    // backchannelResult stores a description under a name that is never read again; this one is.
    if (says)
      request.errorDescription = answer === 'not_me' ? 'fraud_reported' : 'the customer denied the request';
    await provider.backchannelResult(request, new errors.AccessDenied());
    return true;
  }

  // Request and grant must name the same account; tokens are issued for it, whoever was asked at first.
  request.accountId = subject;
  const grant = new provider.Grant({ accountId: subject, clientId: request.clientId });
  const scope = request.scope ?? 'openid';
  grant.addOIDCScope(scope);
  for (const resource of request.resourceIndicators) if (resource) grant.addResourceScope(resource, scope);
  const details = request.params?.authorization_details;
  await provider.backchannelResult(request, await grant.save(), {
    authTime: Math.floor(Date.now() / 1000),
    acr: acrOf(request),
    // Checked when the request came in: an array of transfers.
    ...(typeof details === 'string' ? { rar: JSON.parse(details) } : {}),
  });
  return true;
}
