import type { Behaviour } from './behaviour';
import { startOpDouble } from './op-double';
import type { ProviderKind } from './provider-double';

/** A provider, as the tests loop over them, from what is special about it. */
export function providerKind(
  behaviour: Behaviour,
  bindingMessages: ProviderKind['bindingMessages'],
): ProviderKind {
  const { name, deliveries, clientAuths, hints, dpop, requestObject, request, polling } = behaviour;
  return {
    name,
    deliveries,
    clientAuths,
    hints,
    signedRequests: requestObject !== undefined,
    dpop,
    userCode: request.userCode === 'supported',
    expiry: polling.expired === 'pending' ? 'never' : polling.expired,
    bindingMessages,
    start: (options) => startOpDouble(behaviour, options),
  };
}
