import type { BackchannelAuthenticationRequest } from 'oidc-provider';

/** How a customer can be made sure of: the device they hold, or that and its PIN. The demo's phone only pretends one. */
export const acrValues = ['urn:alder:acr:device', 'urn:alder:acr:device-pin'] as const;

/** What was reached of what was asked for, in the client's order of preference; the device alone when nothing fits. */
export function acrOf(request: BackchannelAuthenticationRequest): string {
  const asked = String(request.params?.acr_values ?? '').split(' ');
  return asked.find((acr) => acrValues.some((known) => known === acr)) ?? acrValues[0];
}
