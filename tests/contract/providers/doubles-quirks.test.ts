import { afterEach, expect, it } from 'vitest';
import { auth0 } from '../../support/providers/auth0';
import { ByHand } from '../../support/providers/by-hand';
import { duende } from '../../support/providers/duende';
import { keycloak } from '../../support/providers/keycloak';
import { okta } from '../../support/providers/okta';
import { simpleidserver } from '../../support/providers/simpleidserver';

// What only one of them does.

let raw: ByHand;
afterEach(() => raw.op.close());

it('Auth0 asks a customer five times a minute, and its slow_down tells how long to wait', async () => {
  raw = await ByHand.start(auth0);
  const client = await raw.op.client('client_secret_post');
  const id = await raw.accepted(client);
  expect((await raw.poll(client, id)).error).toBe('authorization_pending');
  const hasty = await raw.poll(client, id);
  expect(hasty).toMatchObject({ error: 'slow_down', interval: 10 });
  expect(hasty.headers.get('retry-after')).toBe('10');
  for (let more = 0; more < 4; more += 1) expect((await raw.ask(client)).status).toBe(200);
  expect((await raw.ask(client)).status).toBe(429);
});

it('Auth0 wants the issuer of the hint spelled with its slash', async () => {
  raw = await ByHand.start(auth0);
  const client = await raw.op.client('client_secret_post');
  const [customer] = raw.op.customers;
  const login_hint = JSON.stringify({
    format: 'iss_sub',
    iss: raw.op.issuer.slice(0, -1),
    sub: customer?.sub,
  });
  expect((await raw.ask(client, { login_hint })).error).toBe('invalid_request');
});

it('Keycloak announces the realm’s lifetime whatever was asked, and ids of several kilobytes', async () => {
  raw = await ByHand.start(keycloak);
  const client = await raw.op.client('client_secret_post');
  const { body } = await raw.ask(client, { requested_expiry: '20' });
  expect(body).toMatchObject({ expires_in: 120 });
  expect(String(body.auth_req_id).length).toBeGreaterThan(3000);
});

it('Keycloak knows neither a user code nor, in poll mode, a notification token', async () => {
  raw = await ByHand.start(keycloak);
  const client = await raw.op.client('client_secret_post');
  expect((await raw.ask(client, { user_code: '1' })).error).toBe('invalid_request');
  expect((await raw.ask(client, { client_notification_token: 'x'.repeat(43) })).error).toBe(
    'invalid_request',
  );
  expect((await raw.ask(client, { login_hint: 'nobody' })).error).toBe('invalid_request');
});

it('Duende does not clamp an expiry beyond its own, and forgets a denied request once it told', async () => {
  raw = await ByHand.start(duende);
  const client = await raw.op.client('client_secret_post');
  expect((await raw.ask(client, { requested_expiry: '301' })).error).toBe('invalid_request');
  const id = await raw.accepted(client);
  await raw.op.deny();
  expect((await raw.poll(client, id)).error).toBe('access_denied');
  raw.later(5);
  expect((await raw.poll(client, id)).error).toBe('invalid_grant');
});

it('Duende lets a hasty poll start the wait anew', async () => {
  raw = await ByHand.start(duende);
  const client = await raw.op.client('client_secret_post');
  const id = await raw.accepted(client);
  expect((await raw.poll(client, id)).error).toBe('authorization_pending');
  raw.later(3);
  expect((await raw.poll(client, id)).error).toBe('slow_down');
  raw.later(3);
  expect((await raw.poll(client, id)).error).toBe('slow_down');
});

it('Okta calls the expiry request_expiry, and grants five minutes at most', async () => {
  raw = await ByHand.start(okta);
  const client = await raw.op.client('client_secret_post');
  expect((await raw.ask(client, { request_expiry: '60' })).body).toMatchObject({ expires_in: 60 });
  expect((await raw.ask(client, { requested_expiry: '60' })).body).toMatchObject({ expires_in: 300 });
  expect((await raw.ask(client, { request_expiry: '301' })).error).toBe('invalid_request');
});

it('SimpleIdServer makes the first poll wait, also after the approval, and never says expired', async () => {
  raw = await ByHand.start(simpleidserver, { expiresIn: 1 });
  const client = await raw.op.client('client_secret_post');
  const id = await raw.accepted(client);
  expect((await raw.poll(client, id)).error).toBe('slow_down');
  raw.later(5);
  expect((await raw.poll(client, id)).error).toBe('authorization_pending');
  await raw.op.approve();
  expect((await raw.poll(client, id)).error).toBe('slow_down');
});
