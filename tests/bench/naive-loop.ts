/** What the usual CIBA samples do: ask, sleep five seconds, ask again. The baseline. */
const SLEEP_MS = 5000;
const GRANT_TYPE = 'urn:openid:params:grant-type:ciba';

export interface NaiveClient {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

/** Sends an authentication request; the result settles when the loop has tokens, with the time it had them. */
export async function naiveVerification(
  client: NaiveClient,
  loginHint: string,
): Promise<{ approvedAt: Promise<number> }> {
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
    scope: 'openid profile read:sensitive-data',
    login_hint: loginHint,
    binding_message: 'BASELINE',
    requested_expiry: '120',
  });
  const authReqId = String(acknowledgement.auth_req_id);

  const loop = async () => {
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, SLEEP_MS));
      const answer = await post(metadata.token_endpoint, { grant_type: GRANT_TYPE, auth_req_id: authReqId });
      if (typeof answer.access_token === 'string') return Date.now();
      if (answer.error !== 'authorization_pending') throw new Error(`baseline: ${String(answer.error)}`);
    }
  };
  return { approvedAt: loop() };
}
