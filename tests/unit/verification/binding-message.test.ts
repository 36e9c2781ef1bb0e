import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BindingMessageRule } from '@/lib/ciba/profile';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import { standard } from '@/lib/ciba/profiles/standard';
import { accepts, composeBindingMessage } from '@/lib/verification/binding-message';
import { newSpokenCode } from '@/lib/verification/spoken-code';

const compose = (code: string, rule: BindingMessageRule) =>
  composeBindingMessage('account_access', code, rule);

/** The rule as it is meant, without the regular expression. */
function fits(message: string, { maxLength, characters }: BindingMessageRule): boolean {
  const sign = new RegExp(`[${characters}]`);
  return message.length > 0 && message.length <= maxLength && [...message].every((one) => sign.test(one));
}

describe.each([sandbox, standard])('for the profile $name', ({ bindingMessage: rule }) => {
  test('the message always fits and holds the whole code', () => {
    for (let i = 0; i < 500; i++) {
      const code = newSpokenCode();
      const message = compose(code, rule) ?? '';
      expect(message).toContain(code);
      expect(fits(message, rule)).toBe(true);
    }
  });
});

const codes = fc.constant(null).map(() => newSpokenCode());
const rules = fc.record({
  maxLength: fc.integer({ min: 0, max: 80 }),
  characters: fc.constantFrom('A-Za-z0-9.-', 'A-Za-z0-9 +_.,:#/-', 'A-Za-z0-9-', 'A-Z0-9-', 'A-Z0-9', '0-9'),
});

test('whatever the rule, a message fits and holds the whole code, or there is none', () => {
  fc.assert(
    fc.property(codes, rules, (code, rule) => {
      const message = compose(code, rule);
      if (message === undefined) return;
      expect(message).toContain(code);
      expect(fits(message, rule)).toBe(true);
    }),
    { numRuns: 500 },
  );
});

test('there is none only when the bare code does not fit', () => {
  fc.assert(
    fc.property(codes, rules, (code, rule) => {
      expect(compose(code, rule) === undefined).toBe(!fits(code, rule));
    }),
    { numRuns: 500 },
  );
});

test('the friendliest message that fits is taken', () => {
  expect(compose('KX7-4PT', sandbox.bindingMessage)).toBe('You are on a call with us. Code KX7-4PT');
  expect(compose('KX7-4PT', { maxLength: 40, characters: 'A-Za-z0-9 :-' })).toBe(
    'Call with your bank: KX7-4PT',
  );
  expect(compose('KX7-4PT', standard.bindingMessage)).toBe('CALL-KX7-4PT');
  expect(compose('KX7-4PT', { maxLength: 7, characters: 'A-Z0-9-' })).toBe('KX7-4PT');
});

test('the message for every OP we know of fits Auth0, Keycloak and oidc-provider', () => {
  const message = compose(newSpokenCode(), standard.bindingMessage);
  expect(message).toMatch(/^[A-Za-z0-9+\-_.,:#]{1,64}$/);
  expect(message).toMatch(/^[a-zA-Z0-9-._+/!?#]{1,50}$/);
  expect(message).toMatch(/^[A-Za-z0-9\-.]{1,20}$/);
});

test('one wrong sign anywhere is enough to be refused, also a line break at the end', () => {
  const rule = standard.bindingMessage;
  expect(accepts(rule, 'CALL-KX7-4PT')).toBe(true);
  for (const wrong of [' CALL', 'CA LL', 'CALL ', 'CALL\n', '', 'x'.repeat(21)]) {
    expect(accepts(rule, wrong)).toBe(false);
  }
});
