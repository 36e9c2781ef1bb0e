import * as openid from 'openid-client';
import { afterEach, describe, expect, it } from 'vitest';
import { providers } from '../../support/providers/all';
import { lab } from '../../support/providers/lab';
import type { Hint, ProviderDouble, ProviderKind } from '../../support/providers/provider-double';
import { relyingParty, trusting } from '../../support/providers/relying-party';

/** openid-client refuses an interval of zero and waits one before it polls. */
const quick = { interval: 0.02 };
const scope = 'openid read:sensitive-data';
let op: ProviderDouble | undefined;
afterEach(() => op?.close());

describe.each([...providers, { ...lab, name: 'lab' }])('the $name double', (kind) => {
  // In every way there is: matrix.test.ts.
  it('lets openid-client authenticate and verify a customer', async () => {
    const auth = kind.clientAuths[0] ?? 'client_secret_basic';
    op = await kind.start({ ...quick, answer: () => ({ outcome: 'approved' }) });
    const registration = await op.client(auth);
    const rp = await relyingParty(op, registration);
    // Node's own fetch spells every header in small letters.
    const constrained = kind.dpop === true && !registration.certificate;
    const dpop = constrained ? openid.getDPoPHandle(rp, await openid.randomDPoPKeyPair()) : undefined;
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters(kind, op));
    const tokens = await openid.pollBackchannelAuthenticationGrant(
      rp,
      ack,
      undefined,
      dpop && { DPoP: dpop },
    );

    expect(tokens.claims()?.sub).toBe(op.customers[0]?.sub);
    expect(tokens.scope).toContain('read:sensitive-data');
    expect(tokens.token_type).toBe(constrained ? 'dpop' : 'bearer');
  });

  it('ties the token to the certificate, and its resource refuses it without', async ({ skip }) => {
    if (!kind.clientAuths.includes('tls_client_auth')) skip();
    op = await kind.start({ ...quick, answer: () => ({ outcome: 'approved' }) });
    const registration = await op.client('tls_client_auth');
    const rp = await relyingParty(op, registration);
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters(kind, op));
    const { access_token } = await openid.pollBackchannelAuthenticationGrant(rp, ack);

    const get = (fetch: typeof globalThis.fetch, url: string) =>
      fetch(url, { headers: { authorization: `Bearer ${access_token}` } });
    // The two functions differ only in which library declares them.
    const withCertificate = trusting(registration) as unknown as typeof globalThis.fetch;
    expect((await get(withCertificate, op.resourceUrl.mtls)).status).toBe(200);
    expect((await get(fetch, op.resourceUrl.plain)).status).toBe(401);
  });

  it.each(kind.hints.filter((hint) => hint !== 'login_hint_token'))(
    'knows a customer by %s',
    async (hint) => {
      op = await kind.start({ ...quick, answer: () => ({ outcome: 'approved' }) });
      const registration = await op.client('client_secret_post');
      const rp = await relyingParty(op, registration);
      const [customer] = op.customers;
      if (!customer) throw new Error('no customer');
      const named =
        hint === 'id_token_hint'
          ? { id_token_hint: await op.idTokenHint(registration, customer) }
          : { login_hint: loginHint(hint, op) };
      const ack = await openid.initiateBackchannelAuthentication(rp, { ...base(kind), ...named });
      const tokens = await openid.pollBackchannelAuthenticationGrant(rp, ack);
      expect(tokens.claims()?.sub).toBe(customer.sub);
    },
  );

  it('tells of a denial by access_denied', async () => {
    op = await kind.start({ ...quick, answer: () => ({ outcome: 'denied' }) });
    const rp = await relyingParty(op, await op.client('client_secret_post'));
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters(kind, op));
    await expect(openid.pollBackchannelAuthenticationGrant(rp, ack)).rejects.toMatchObject({
      error: 'access_denied',
    });
  });

  it(`tells of an expiry by ${kind.expiry}`, async () => {
    let now = Date.now();
    op = await kind.start({ ...quick, now: () => now });
    const rp = await relyingParty(op, await op.client('client_secret_post'));
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters(kind, op));
    await op.expire();
    now += 110;
    const error = kind.expiry === 'never' ? 'authorization_pending' : kind.expiry;
    await expect(poll(rp, ack.auth_req_id)).rejects.toMatchObject({ error });
  });

  it('speaks TLS only, when asked to, and its certificate is its own authority’s', async () => {
    op = await kind.start({ ...quick, https: true, answer: () => ({ outcome: 'approved' }) });
    expect(op.issuer).toMatch(/^https:/);
    const rp = await relyingParty(op, await op.client('client_secret_post'));
    const ack = await openid.initiateBackchannelAuthentication(rp, parameters(kind, op));
    await expect(openid.pollBackchannelAuthenticationGrant(rp, ack)).resolves.toHaveProperty('id_token');
  });
});

function poll(rp: openid.Configuration, auth_req_id: string) {
  return openid.genericGrantRequest(rp, 'urn:openid:params:grant-type:ciba', { auth_req_id });
}

function base({ bindingMessages }: ProviderKind): Record<string, string> {
  return { scope, binding_message: bindingMessages.good };
}

function parameters(kind: ProviderKind, on: ProviderDouble): Record<string, string> {
  const [hint] = kind.hints;
  return { ...base(kind), login_hint: loginHint(hint ?? 'sub', on) };
}

function loginHint(hint: Hint, { customers: [customer], issuer }: ProviderDouble): string {
  if (!customer) throw new Error('no customer');
  const { sub } = customer;
  if (hint === 'iss_sub') return JSON.stringify({ format: 'iss_sub', iss: issuer, sub });
  if (hint === 'login_hint_token' || hint === 'id_token_hint') throw new Error('not a login_hint');
  return customer[hint];
}
