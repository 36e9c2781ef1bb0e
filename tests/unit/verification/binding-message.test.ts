import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BindingMessageRule } from '@/lib/ciba/profile';
import { profiles } from '@/lib/ciba/profiles/all';
import { sandbox } from '@/lib/ciba/profiles/sandbox';
import { standard } from '@/lib/ciba/profiles/standard';
import { accepts, accountAccessMessage, previewMessage } from '@/lib/verification/binding-message';
import { ALPHABET, newSpokenCode } from '@/lib/verification/spoken-code';

const compose = (code: string, rule: BindingMessageRule) => accountAccessMessage(code, rule);
const preview = (rule: BindingMessageRule) => previewMessage(accountAccessMessage, rule);

/** The rule as it is meant, without the regular expression. */
function fits(message: string, { maxLength, characters }: BindingMessageRule): boolean {
  const sign = new RegExp(`[${characters}]`);
  return message.length > 0 && message.length <= maxLength && [...message].every((one) => sign.test(one));
}

const codes = fc.constant(null).map(() => newSpokenCode());

/** Any set of signs an OP may think of, and any length; half of them with room for every code there is. */
const printable = Array.from({ length: 95 }, (_, at) => String.fromCharCode(32 + at));
const escaped = (signs: readonly string[]) => signs.map((sign) => sign.replace(/[\\\]^-]/, '\\$&')).join('');
const anyRule = fc.record({
  maxLength: fc.integer({ min: 0, max: 80 }),
  characters: fc.subarray(printable, { minLength: 1 }).map(escaped),
});
const roomyRule = fc.record({
  maxLength: fc.integer({ min: 7, max: 80 }),
  characters: fc.subarray(printable).map((signs) => escaped([...signs, ...ALPHABET, '-'])),
});
const rules = fc.oneof(anyRule, roomyRule);

describe.each(Object.values(profiles))('for the profile $name', ({ bindingMessage: rule }) => {
  test('the message always fits, holds the whole code and is what the preview said', () => {
    const { before, after } = preview(rule) ?? {};
    for (let i = 0; i < 200; i++) {
      const code = newSpokenCode();
      const message = compose(code, rule) ?? '';
      expect(message).toBe(`${before}${code}${after}`);
      expect(fits(message, rule)).toBe(true);
    }
  });
});

test('whatever the rule, the message fits and holds the whole code, or not even the code would fit', () => {
  fc.assert(
    fc.property(codes, rules, (code, rule) => {
      const message = compose(code, rule);
      if (message === undefined) {
        expect(fits(code, rule)).toBe(false);
        return;
      }
      expect(message).toContain(code);
      expect(fits(message, rule)).toBe(true);
    }),
    { numRuns: 1000 },
  );
});

test('the preview is the message of whichever code comes, with a dot for each of its signs', () => {
  fc.assert(
    fc.property(codes, roomyRule, (code, rule) => {
      const { before, code: dots, after } = preview(rule) ?? {};
      expect(dots).toBe('•••-•••');
      expect(compose(code, rule)).toBe(`${before}${code}${after}`);
    }),
    { numRuns: 1000 },
  );
});

test('there is no preview where even one code could be refused', () => {
  fc.assert(
    fc.property(fc.constantFrom(...ALPHABET, '-'), fc.integer({ min: 7, max: 80 }), (missing, maxLength) => {
      const characters = escaped(printable.filter((sign) => sign !== missing));
      expect(preview({ maxLength, characters })).toBeUndefined();
    }),
  );
  expect(preview({ maxLength: 6, characters: 'A-Z0-9-' })).toBeUndefined();
  expect(preview({ maxLength: 7, characters: 'A-Z0-9-' })).toEqual({
    before: '',
    code: '•••-•••',
    after: '',
  });
});

test('the friendliest message that fits is taken', () => {
  expect(compose('KX7-4PT', sandbox.bindingMessage)).toBe('You are on a call with us. Code KX7-4PT');
  expect(compose('KX7-4PT', { ...sandbox.bindingMessage, maxLength: 30 })).toBe(
    'Call with your bank: KX7-4PT',
  );
  expect(compose('KX7-4PT', standard.bindingMessage)).toBe('CALL-KX7-4PT');
  expect(compose('KX7-4PT', { maxLength: 7, characters: 'A-Z0-9-' })).toBe('KX7-4PT');
});

test.each([
  ['a full stop', 'A-Za-z0-9 :-', 'You are on a call with us: Code KX7-4PT'],
  ['a space', 'A-Za-z0-9+_.,:#-', 'You-are-on-a-call-with-us:Code-KX7-4PT'],
  ['a space or a colon', 'A-Za-z0-9._+/!?#-', 'You-are-on-a-call-with-us-Code-KX7-4PT'],
  ['small letters', 'A-Z0-9 .-', 'YOU ARE ON A CALL WITH US. CODE KX7-4PT'],
])('without %s the words stay as near as they can', (_, characters, message) => {
  expect(compose('KX7-4PT', { maxLength: 64, characters })).toBe(message);
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
