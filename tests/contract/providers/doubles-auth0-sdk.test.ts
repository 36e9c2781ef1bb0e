import { AuthClient } from '@auth0/auth0-auth-js';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { auth0 } from '../../support/providers/auth0';
import { ada } from '../../support/providers/customers';
import type { Answer, ClientAuth, ProviderDouble } from '../../support/providers/provider-double';
import { importSigningKey, trusting } from '../../support/providers/relying-party';

// The provider's own SDK is the witness that the double is what its clients expect.

let op: ProviderDouble;
let answer: Answer;
beforeEach(async () => {
  op = await auth0.start({ https: true, interval: 0.1, answer: () => answer });
});
afterEach(() => op.close());

it.each(['client_secret_post', 'private_key_jwt', 'tls_client_auth'] as const)(
  'Auth0’s SDK verifies a customer, authenticated by %s',
  async (auth) => {
    answer = { outcome: 'approved' };
    const sdk = await client(auth);
    const authorizationDetails = [{ type: 'money_transfer', amount: 2500 }];
    const tokens = await sdk.backchannelAuthentication({ ...request, authorizationDetails });
    expect(tokens.claims?.sub).toBe(ada.sub);
    expect(tokens.authorizationDetails).toEqual(authorizationDetails);
  },
);

it('Auth0’s SDK hears of a denial', async () => {
  answer = { outcome: 'denied' };
  const sdk = await client('client_secret_post');
  await expect(sdk.backchannelAuthentication(request)).rejects.toMatchObject({
    cause: { error: 'access_denied' },
  });
});

it('Auth0’s SDK hears of a binding message with a space', async () => {
  const sdk = await client('client_secret_post');
  await expect(
    sdk.initiateBackchannelAuthentication({ ...request, bindingMessage: 'two words' }),
  ).rejects.toMatchObject({ cause: { error: 'invalid_request' } });
});

const request = { bindingMessage: 'Code-4711', loginHint: { sub: ada.sub } };

async function client(auth: ClientAuth): Promise<AuthClient> {
  const registration = await op.client(auth);
  const { clientId, clientSecret, certificate } = registration;
  return new AuthClient({
    domain: new URL(op.issuer).host,
    clientId,
    ...(clientSecret ? { clientSecret } : {}),
    ...(auth === 'private_key_jwt'
      ? {
          clientAssertionSigningKey: await importSigningKey(registration),
          clientAssertionSigningAlg: 'ES256',
        }
      : {}),
    ...(certificate ? { useMtls: true } : {}),
    // Both are `fetch`; their types come from two libraries.
    customFetch: trusting(registration) as unknown as typeof fetch,
  });
}
