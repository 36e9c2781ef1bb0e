import { describe, expect, test } from 'vitest';
import { clientAuthMethods } from '@/lib/ciba/client-auth';
import { loginHintForms } from '@/lib/ciba/hint';
import { deliveries, type Profile } from '@/lib/ciba/profile';
import { profiles } from '@/lib/ciba/profiles/all';
import { accountAccessMessage, previewMessage } from '@/lib/verification/binding-message';
import { newSpokenCode } from '@/lib/verification/spoken-code';

const all = Object.entries(profiles);
const subset = <T>(some: readonly T[], of: readonly T[]) => some.every((one) => of.includes(one));

test('there is one for every provider the settings know', () => {
  expect(Object.keys(profiles).sort()).toEqual([
    'auth0',
    'duende',
    'keycloak',
    'okta',
    'pingfederate',
    'pingone',
    'sandbox',
    'simpleidserver',
    'standard',
  ]);
});

describe.each(all)('the profile %s', (key: string, profile: Profile) => {
  test('goes by its own name, and has one for people', () => {
    expect(profile.name).toBe(key);
    expect(profile.title.length).toBeGreaterThan(2);
    expect(profile.title === profiles.standard?.title).toBe(key === 'standard');
  });

  test('knows only what we know, no part of it twice, and something of each', () => {
    const { deliveries: ways, clientAuths, hints } = profile;
    expect(
      subset(ways, deliveries) && subset(clientAuths, clientAuthMethods) && subset(hints, loginHintForms),
    ).toBe(true);
    for (const list of [ways, clientAuths, hints]) {
      expect(list.length).toBeGreaterThan(0);
      expect(new Set(list).size).toBe(list.length);
    }
  });

  test('can be polled: the default of the settings', () => {
    expect(profile.deliveries).toContain('poll');
    expect(profile.clientAuths).toContain('client_secret_basic');
  });

  test('takes a message with any spoken code whole in it', () => {
    const rule = new RegExp(`^[${profile.bindingMessage.characters}]+$`);
    for (let i = 0; i < 200; i++) {
      const code = newSpokenCode();
      const message = accountAccessMessage(code, profile.bindingMessage) ?? '';
      expect(message.split(code)).toHaveLength(2);
      expect(message).toMatch(rule);
      expect(message.length).toBeLessThanOrEqual(profile.bindingMessage.maxLength);
      // The code alone would not tell the customer that it belongs to a call.
      expect(message.length).toBeGreaterThan(code.length);
    }
    expect(previewMessage(accountAccessMessage, profile.bindingMessage)).toBeDefined();
  });

  test('asks for an expiry that is long enough to answer in', () => {
    expect(profile.expiry.max ?? 120).toBeGreaterThanOrEqual(120);
  });

  test('looks for the backchannel endpoint at the OP itself', () => {
    const path = profile.backchannelPath ?? 'x';
    expect(new URL(path, 'https://op.example/as/token').origin).toBe('https://op.example');
    if (profile.backchannelAliasUnlisted) expect(profile.backchannelPath).toBeDefined();
  });

  test('never gives out customers as unknown for an error of our own', () => {
    for (const error of ['invalid_client', 'invalid_scope', 'invalid_binding_message', 'server_error']) {
      expect(profile.refusals).not.toHaveProperty(error);
    }
  });
});

/** From each provider's own documentation. */
describe('what is known of', () => {
  test('Keycloak: no space in a message, up to 50 letters, and no user code', () => {
    const { bindingMessage, userCode } = profiles.keycloak ?? {};
    expect(bindingMessage?.maxLength).toBe(50);
    expect(new RegExp(`^[${bindingMessage?.characters}]+$`).test('a b')).toBe(false);
    expect(userCode).toBe(false);
  });

  test('Auth0: customers by issuer and subject, polled, at most 64 letters without a space', () => {
    const { hints, deliveries: ways, bindingMessage, expiry, deniesWhenExpired } = profiles.auth0 ?? {};
    expect([hints, ways, bindingMessage?.maxLength]).toEqual([['iss_sub'], ['poll'], 64]);
    expect(new RegExp(`^[${bindingMessage?.characters}]+$`).test('a b')).toBe(false);
    expect([expiry?.max, deniesWhenExpired]).toEqual([300, true]);
  });

  test('Duende: an expiry of the client may be refused, so none is sent unasked', () => {
    expect(profiles.duende?.expiry.sent).toBe(false);
  });

  test('SimpleIdServer: its user code is a password, so none is asked for', () => {
    expect(profiles.simpleidserver?.userCode).toBe(false);
  });

  test('OPs that only poll are never told to call us', () => {
    for (const name of ['auth0', 'duende', 'okta', 'pingone']) {
      expect(profiles[name]?.deliveries).toEqual(['poll']);
    }
    for (const name of ['keycloak', 'pingfederate']) expect(profiles[name]?.deliveries).not.toContain('push');
  });
});
