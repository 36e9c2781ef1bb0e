import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { BindingMessageRule } from '@/lib/ciba/profile';
import { profiles } from '@/lib/ciba/profiles/all';
import { transferMessage } from '@/lib/transfers/message';
import { decimalOf, type Money } from '@/lib/transfers/money';
import { readName } from '@/lib/transfers/payee';
import { accepts } from '@/lib/verification/binding-message';
import { newSpokenCode } from '@/lib/verification/spoken-code';
import { tries } from '../../support/property-runs';
import { order } from '../../support/transfer-samples';

const CODE = 'KX7-4PT';
const rules = Object.entries(profiles).map(([name, { bindingMessage }]) => [name, bindingMessage] as const);
const everything: BindingMessageRule = { maxLength: 200, characters: '\\s\\S' };
const euros = (minor: number): Money => ({ currency: 'EUR', minor });
const message = (payeeName: string, amount: Money, rule: BindingMessageRule, detailed = false) =>
  transferMessage({ ...order, payeeName, amount }, detailed)(CODE, rule);

describe('the message of a transfer', () => {
  test.each([
    ['sandbox', false, 'Transfer €500 to John Doe. Code KX7-4PT'],
    ['auth0', false, 'Transfer-EUR500-to-John-Doe:Code-KX7-4PT'],
    ['keycloak', false, 'Transfer-EUR500-to-John-Doe-Code-KX7-4PT'],
    ['duende', false, 'Transfer €500 to John Doe. Code KX7-4PT'],
    ['simpleidserver', false, 'Transfer EUR 500 to John Doe. Code KX7-4PT'],
    ['standard', false, undefined],
    ['standard', true, 'EUR500-KX7-4PT'],
    ['okta', true, 'EUR500-KX7-4PT'],
  ])('for %s, told in detail: %s, is %j', (name, detailed, expected) => {
    const rule = profiles[name]?.bindingMessage ?? everything;
    expect(message('John Doe', euros(50_000), rule, detailed)).toBe(expected);
  });

  test.each<[Money, string]>([
    [{ currency: 'USD', minor: 50_000 }, '$500'],
    [{ currency: 'USD', minor: 123_456_789 }, '$1,234,567.89'],
    [{ currency: 'EUR', minor: 5 }, '€0.05'],
    [{ currency: 'EUR', minor: 50_050 }, '€500.50'],
    [{ currency: 'JPY', minor: 5_000 }, '¥5000'],
    [{ currency: 'BHD', minor: 1_234_567 }, 'BHD 1234.567'],
    [{ currency: 'BHD', minor: 1_000_000 }, 'BHD 1000.000'],
    [{ currency: 'CHF', minor: 100_000 }, 'CHF 1,000.00'],
  ])('names %j as %s', (amount, text) => {
    expect(message('John Doe', amount, everything)).toBe(`Transfer ${text} to John Doe. Code ${CODE}`);
  });

  test('parts thousands only where decimals can be told from them, whichever the currency', () => {
    for (const currency of Intl.supportedValuesOf('currency')) {
      const said = message('X', { currency, minor: 123_456_789 }, everything) ?? '';
      expect(said).toMatch(/[^\d.,](?:\d{1,3}(?:,\d{3})+\.\d\d|\d+(?:\.\d+)?) to X\./);
    }
  });

  test('for a phone that shows the rest anyway is the amount, or the code alone, where there is no room', () => {
    const rule = (maxLength: number) => ({ maxLength, characters: 'A-Za-z0-9 .:-' });
    expect(message('John Doe', euros(50_000), rule(25), true)).toBe('EUR 500 KX7-4PT');
    expect(message('John Doe', euros(50_000), rule(10), true)).toBe('KX7-4PT');
    expect(message('John Doe', euros(50_000), rule(6), true)).toBeUndefined();
    expect(message('John Doe', euros(50_000), rule(10), false)).toBeUndefined();
  });

  test.each([
    ['José Nuñez', 'José Nuñez', everything.characters],
    ['José Nuñez', 'Jose Nunez', 'A-Za-z0-9 .:-'],
    ['Straße Łódź', 'Strasse Lodz', 'A-Za-z0-9 .:-'],
    ['Smith & Sons', 'Smith + Sons', 'A-Za-z0-9 .:+-'],
    ['O’Neill (7)', 'ONeill 7', 'A-Za-z0-9 .:-'],
  ])('spells %j as %j for an OP that takes %s', (name, spelled, characters) => {
    expect(message(name, euros(50_000), { maxLength: 100, characters })).toContain(` to ${spelled}. `);
  });

  test('is none where the payee’s name cannot be written: it is not left out, nor some letters of it', () => {
    const plain = { maxLength: 100, characters: 'A-Za-z0-9 .:-' };
    expect(message('Иван', euros(50_000), plain)).toBeUndefined();
    expect(message('田中 Tanaka', euros(50_000), plain)).toBeUndefined();
    expect(message('Иван', euros(50_000), plain, true)).toBe('Transfer EUR 500. Code KX7-4PT');
  });

  test('has a long name with both of its ends and a mark between', () => {
    const long = 'Gemeinnützige Wohnungsbaugenossenschaft Köln-Ehrenfeld und Umgebung eG';
    const rule = { ...everything, maxLength: 64 };
    const said = message(long, euros(50_000), rule) ?? '';
    expect(said).toMatch(/^Transfer €500 to Gemeinn.+….+ebung eG\. Code KX7-4PT$/);
    expect(said).toHaveLength(64);
  });

  test('never cuts a letter in two', () => {
    const rule = { ...everything, maxLength: 60 };
    for (let before = 0; before < 8; before++) {
      const name = 'a'.repeat(before) + '\u{20BB7}'.repeat(35);
      // A half of a pair is no letter of any script.
      expect(message(name, euros(50_000), rule) ?? '').not.toMatch(/\p{Cs}/u);
    }
  });

  test('takes nothing a payee is called for a place to fill in', () => {
    expect(message('{code} {amount}', euros(50_000), everything)).toBe(
      'Transfer €500 to {code} {amount}. Code KX7-4PT',
    );
    expect(message('$& $1', euros(50_000), everything)).toContain('to $& $1.');
  });
});

const names = fc
  .oneof(
    fc.string({ unit: fc.constantFrom(...'abzABZ019 .-&’éßøüñŁ'), minLength: 1, maxLength: 70 }),
    fc
      .array(fc.constantFrom('Anna', 'Müller', 'GmbH', 'Sons', '7', 'Österreich', 'Wohnungsbau'), {
        minLength: 1,
        maxLength: 7,
      })
      .map((words) => words.join(' ')),
  )
  .filter((name) => readName(name).kind === 'name')
  .map((name) => name.trim().replace(/ +/g, ' '));
const money = fc.record({
  currency: fc.constantFrom('EUR', 'USD', 'JPY', 'BHD', 'CHF'),
  minor: fc.oneof(fc.integer({ min: 1, max: 100_000_000_000_000 }), fc.integer({ min: 1, max: 2_000_000 })),
});
const plain = (text: string) =>
  text
    .replace(/ß/g, 'ss')
    .replace(/[øØ]/g, 'o')
    .replace(/[łŁ]/g, 'l')
    .normalize('NFD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toLowerCase();

test.each(rules)(
  'for %s it is always taken, whole in amount and code, and no payee is cut unmarked',
  (_name, rule) => {
    fc.assert(
      fc.property(names, money, fc.boolean(), (payeeName, amount, detailed) => {
        const code = newSpokenCode();
        const said = transferMessage({ ...order, payeeName, amount }, detailed)(code, rule);
        if (said === undefined) return;
        expect(accepts(rule, said)).toBe(true);
        expect(said.endsWith(code)).toBe(true);
        const [, before = ''] = /^(.*?)[. :,-]*(?:Code)?[ -]*$/i.exec(said.slice(0, -code.length)) ?? [];
        const [, sum, payee] =
          /^(?:Transfer[ -])?[^\d]*([\d.,]*\d)(?:[ .-]to[ .-](.*))?$/i.exec(before) ?? [];
        if (!detailed) expect(payee).toBeDefined();
        if (sum !== undefined) {
          const bare = (text: string) => text.replace(/,/g, '').replace(/\.0+$/, '');
          expect(bare(sum)).toBe(bare(decimalOf(amount)));
        }
        if (payee !== undefined && plain(payee) !== plain(payeeName)) {
          // Both ends of the name, and a mark in the place of what is between.
          const [head = '', tail = ''] = payee.split(/…|\.\.\.|\.\.(?!.*\.\.)/);
          expect(tail).not.toBe('');
          expect(plain(payeeName).startsWith(plain(head))).toBe(true);
          expect(plain(payeeName).endsWith(plain(tail))).toBe(true);
        }
      }),
      { numRuns: tries(60) },
    );
  },
);
