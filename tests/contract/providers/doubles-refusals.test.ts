import { afterEach, describe, expect, it } from 'vitest';
import { providers } from '../../support/providers/all';
import { ByHand, secretOf } from '../../support/providers/by-hand';
import { lab } from '../../support/providers/lab';
import { okta } from '../../support/providers/okta';
import { pingfederate } from '../../support/providers/pingfederate';
import { standard } from '../../support/providers/standard';

// oidc-provider is more lenient: the two secret methods are one to it, and request objects serve more than once.
const ours = [...providers.filter((provider) => provider !== standard), { ...lab, name: 'lab' }];
let raw: ByHand;
afterEach(() => raw.op.close());

describe.each(ours)('the $name double refuses', (provider) => {
  it('a client that authenticates in another way than it registered', async () => {
    raw = await ByHand.start(provider);
    const client = await raw.op.client('client_secret_post');
    const basic = Buffer.from(`${client.clientId}:${encodeURIComponent(client.clientSecret ?? '')}`).toString(
      'base64',
    );
    const { status } = await raw.send('backchannel', raw.parameters(), { authorization: `Basic ${basic}` });
    expect([400, 401]).toContain(status);
    expect((await raw.ask(client)).status).toBe(200);
  });

  it('a client assertion that was used before, or is for somebody else', async () => {
    raw = await ByHand.start(provider);
    const client = await raw.op.client('private_key_jwt');
    const { backchannel_authentication_endpoint: endpoint = '', token_endpoint: elsewhere = '' } =
      await raw.metadata();
    const assertion = await raw.assertion(client, provider === okta ? endpoint : raw.op.issuer);
    expect((await raw.send('backchannel', { ...raw.parameters(), ...assertion })).status).toBe(200);
    expect([400, 401]).toContain(
      (await raw.send('backchannel', { ...raw.parameters(), ...assertion })).status,
    );
    const misdirected = await raw.assertion(client, elsewhere);
    expect([400, 401]).toContain(
      (await raw.send('backchannel', { ...raw.parameters(), ...misdirected })).status,
    );
  });

  it('a binding message outside its rule', async () => {
    raw = await ByHand.start(provider);
    const client = await raw.op.client('client_secret_post');
    const { error } = await raw.ask(client, { binding_message: provider.bindingMessages.bad });
    expect(error).toMatch(/^invalid_(binding_message|request)$/);
  });

  it('no hint, two hints, a scope without openid, a parameter sent twice, an expiry of zero', async () => {
    raw = await ByHand.start(provider);
    const client = await raw.op.client('client_secret_post');
    const { login_hint: _, ...nobody } = raw.parameters();
    expect((await raw.send('backchannel', { ...nobody, ...secretOf(client) })).error).toBe('invalid_request');
    expect((await raw.ask(client, { id_token_hint: 'x' })).error).toBe('invalid_request');
    expect((await raw.ask(client, { scope: 'profile' })).error).toBe('invalid_request');
    const expiry = provider === okta ? 'request_expiry' : 'requested_expiry';
    expect((await raw.ask(client, { [expiry]: '0' })).error).toBe('invalid_request');
    const twice = `${new URLSearchParams({ ...raw.parameters(), ...secretOf(client) })}&scope=openid`;
    expect((await raw.sendBody('backchannel', twice)).error).toBe('invalid_request');
  });

  it('an id that is unknown, another client’s, or spent', async () => {
    raw = await ByHand.start(provider);
    const client = await raw.op.client('client_secret_post');
    const other = await raw.op.client('client_secret_post', 'poll', { instance: 'other' });
    expect((await raw.poll(client, 'unknown')).error).toBe('invalid_grant');
    const id = await raw.accepted(client);
    expect((await raw.poll(other, id)).error).toBe('invalid_grant');
    await raw.op.approve();
    raw.later(5);
    expect((await raw.poll(client, id)).status).toBe(200);
    expect((await raw.poll(client, id)).error).toBe('invalid_grant');
  });
});

describe('request objects', () => {
  it.each(ours.filter(({ signedRequests }) => signedRequests))(
    '$name takes a signed request once, and none with a parameter beside it or a wrong JSON type',
    async (provider) => {
      raw = await ByHand.start(provider);
      const client = await raw.op.client('client_secret_post', 'poll', { signedRequests: 'required' });
      const inside = {
        ...raw.parameters(),
        ...(provider === pingfederate ? { client_id: client.clientId } : {}),
      };
      const request = await raw.requestObject(client, { ...inside, requested_expiry: 60 });
      expect((await raw.send('backchannel', { request, ...secretOf(client) })).status).toBe(200);
      expect((await raw.send('backchannel', { request, ...secretOf(client) })).status).toBe(400);
      const beside = {
        request: await raw.requestObject(client, inside),
        binding_message: 'x',
        ...secretOf(client),
      };
      expect((await raw.send('backchannel', beside)).status).toBe(400);
      const wrong = await raw.requestObject(client, { ...inside, request_context: '{}' });
      expect((await raw.send('backchannel', { request: wrong, ...secretOf(client) })).status).toBe(400);
      expect((await raw.ask(client)).error).toBe('invalid_request');
    },
  );

  it('PingFederate wants client_id inside as well', async () => {
    raw = await ByHand.start(pingfederate);
    const client = await raw.op.client('client_secret_post');
    const request = await raw.requestObject(client, raw.parameters());
    expect((await raw.send('backchannel', { request, ...secretOf(client) })).error).toBe('invalid_request');
  });
});
