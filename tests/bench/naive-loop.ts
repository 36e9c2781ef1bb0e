/** What the usual CIBA samples do: ask, sleep five seconds, ask again. The baseline. */
const SLEEP_MS = 5000;
const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';

export interface NaiveClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

const ACCESS = { scope: 'openid profile read:sensitive-data' };

/** What the loop has in the end, and when it had it. */
export interface NaiveTokens {
  readonly accessToken: string;
  /** Epoch milliseconds. */
  readonly at: number;
}

/**
 * Sends an authentication request; `tokens` settles when the loop has some.
 *
 * @param asked what it asks for; by default, to see the customer's account
 */
export async function naiveVerification(
  client: NaiveClient,
  loginHint: string,
  asked: Readonly<Record<string, string>> = ACCESS,
): Promise<{ tokens: Promise<NaiveTokens> }> {
  const metadata = (await (await fetch(`${client.issuer}/.well-known/openid-configuration`)).json()) as {
    backchannel_authentication_endpoint: string;
    token_endpoint: string;
  };
  const post = async (url: string, parameters: Record<string, string>) => {
    const response = await fetch(url, {
      method: 'POST',
      headers: { authorization: `Basic ${btoa(`${client.clientId}:${client.clientSecret}`)}` },
      body: new URLSearchParams(parameters),
    });
    return (await response.json()) as Record<string, unknown>;
  };
  const acknowledgement = await post(metadata.backchannel_authentication_endpoint, {
    ...asked,
    login_hint: loginHint,
    binding_message: 'BASELINE',
    requested_expiry: '120',
  });
  const authReqId = String(acknowledgement.auth_req_id);

  const loop = async () => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
      const answer = await post(metadata.token_endpoint, { grant_type: GRANT_TYPE, auth_req_id: authReqId });
      const { access_token: accessToken } = answer;
      if (typeof accessToken === 'string') return { accessToken, at: Date.now() };
      if (answer.error !== 'authorization_pending') throw new Error(`baseline: ${String(answer.error)}`);
    }
  };
  return { tokens: loop() };
}
