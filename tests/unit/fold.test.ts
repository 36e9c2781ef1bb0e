import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fold, foldAddress, foldedWords, foldNumber, withoutJoints } from '@/lib/fold';
import { ACCENTS, INVISIBLE, JOINTS, SEPARATORS, UNSPACED, ZEROS } from '@/lib/fold-tables';

describe('folding', () => {
  test.each([
    ['  O’Brien-Łukasz ', 'o brien lukasz'],
    ['ÁLVAREZ', 'alvarez'],
    ['A\u0301lvarez', 'alvarez'],
    ['GROẞ Straße', 'gross strasse'],
    ['Ærøskøbing', 'aeroskobing'],
    ['İstanbul ISPARTA ısparta', 'istanbul isparta isparta'],
    ['Əliyev', 'eliyev'],
    ['ΟΔΥΣΣΕΥΣ Οδυσσεύς', 'οδυσσευσ οδυσσευσ'],
    ['Йосип Їжак', 'иосип іжак'],
    ['ＡＢＣ １２３', 'abc 123'],
    ['١٢٣ १२३', '123 123'],
    ['علي عَلِيّ على', 'علی علی علی'],
    ['שָׁלוֹם', 'שלום'],
    ['किरण', 'किरण'],
    ['が か', 'が か'],
    ['山田太郎', '山 田 太 郎'],
    ['김철수', '김 철 수'],
    ['李Li', '李 li'],
    ['soft\u00adhyphen \u202bright\u202c', 'softhyphen right'],
    ['\ud800a', 'a'],
    ['🙂', ''],
  ])('%j → %j', (text, folded) => {
    expect(fold(text)).toBe(folded);
  });

  test('words keep together what was typed together', () => {
    expect(foldedWords('太郎 Maria ÁLV')).toEqual(['太 郎', 'maria', 'alv']);
    expect(foldedWords('山田太郎')).toEqual(['山 田 太 郎']);
    expect(foldedWords('maria Maria')).toEqual(['maria']);
  });

  test.each(["'", '’', '‘', 'ʼ', 'ʻ', 'ʹ', '´', '`', '′', '＇', '-', '‑', '–', '·', '\u200c'])(
    'takes %j for a joint',
    (joint) => {
      expect(fold(`O${joint}Neill`)).toBe('o neill');
      expect(fold(withoutJoints(`O${joint}Neill`))).toBe('oneill');
    },
  );

  test('numbers are letters and digits, addresses small letters', () => {
    expect(foldNumber('Nr. 100 001/Ä')).toBe('nr100001a');
    expect(foldAddress(' Anne.ONeill@Mail.Example')).toBe('anne.oneill@mail.example');
    expect(foldAddress('É@Example.com')).toBe('é@example.com');
  });

  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 300 },
    );
  });
});

describe('the tables', () => {
  const signsIn = (table: string) =>
    table.split(' ').flatMap((range) => {
      const [from = 0, to = from] = range.split('-').map((hex) => Number.parseInt(hex, 16));
      return [String.fromCodePoint(from), String.fromCodePoint(to)];
    });

  test.each([
    ['joints', JOINTS, /[\p{P}\p{Sk}\p{Lm}\p{Sm}\u200c\ua78b\ua78c]/u],
    ['invisible', INVISIBLE, /[\p{Cf}\u0640]/u],
    ['accents', ACCENTS, /\p{M}/u],
    ['unspaced', UNSPACED, /\p{L}|\p{M}|\p{N}|\p{S}|\p{P}/u],
    ['separators', SEPARATORS, /[\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}\p{Lm}\p{Lo}\ua78b\ua78c]/u],
    ['zeros', ZEROS, /\p{Nd}/u],
  ])('of %s holds what it says', (_name, table, kind) => {
    const isOld = (sign: string) => !/\p{Cn}/u.test(sign);
    expect(signsIn(table).filter((sign) => isOld(sign) && !kind.test(sign))).toEqual([]);
  });
});
