import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerQuery } from '@/lib/customers/directory';
import { readQuery } from '@/lib/customers/query';

const read = (typed: string) => readQuery(typed, 'GB');
const phone = (typed: string) => read(typed).find((query) => query.kind === 'phone');

describe('a phone number', () => {
  test.each([
    '+44 20 7946 0958',
    '+442079460958',
    '+44 (0)20 7946 0958',
    '+44-20-7946-0958',
    '+44.20.7946.0958',
    '0044 20 7946 0958',
    '00442079460958',
    '(020) 7946-0958',
    '020 7946 0958',
    '02079460958',
    '  020/7946 0958  ',
    '020\u00a07946\u00a00958',
    '020 7946–0958',
    '\u202a+44 20 7946 0958\u202c',
  ])('is understood as dialled: %j', (typed) => {
    expect(phone(typed)?.e164).toContain('+442079460958');
  });
  test.each([
    'tel:+442079460958',
    'TEL: +44-20-7946-0958',
    'tel:%2B442079460958',
    'tel:+442079460958;ext=12',
    'tel:2079460958;phone-context=+44',
    'callto:+442079460958',
    'sip:+442079460958@pbx.bank.example',
    'sips:+442079460958@pbx.bank.example;user=phone',
    '+442079460958;ext=12',
    '+44 20 7946 0958 x12',
    '+44 20 7946 0958x12',
    '+44 20 7946 0958 ext. 12',
    '+44 20 7946 0958, ext 12',
    '+44 20 7946 0958 Ext: 12',
    '+44 20 7946 0958 #12',
    '+44 20 7946 0958,,12',
    '020 7946 0958 Durchwahl 12',
  ])('is understood without what is not dialled: %j', (typed) => {
    expect(phone(typed)?.e164).toContain('+442079460958');
  });

  test.each(['sip:maria@bank.example', 'maria.x12@bank.example', 'tel:', 'Max 12', 'x12'])(
    'is not seen in what is none: %j',
    (typed) => {
      expect(phone(typed)).toBeUndefined();
    },
  );

  test.each(['020 7946‑0958', '020 7946‒0958', '020 7946—0958', '020 7946−0958', '＋44 20 7946 0958'])(
    'is understood with typographic signs too: %j',
    (typed) => {
      expect(phone(typed)?.e164).toContain('+442079460958');
    },
  );

  test('from abroad keeps its own country', () => {
    expect(phone('+34 612 345 001')).toEqual({ kind: 'phone', e164: ['+34612345001'] });
    expect(readQuery('612 345 001', 'ES')).toContainEqual({
      kind: 'phone',
      e164: expect.arrayContaining(['+34612345001']),
    });
  });

  test('whose plus was lost on the way, as in an address, is looked for with it too', () => {
    expect(phone('34612345001')).toEqual({ kind: 'phone', e164: ['+34612345001'] });
    expect(phone('4912345678')?.e164).toEqual(['+444912345678', '+4912345678']);
  });

  test('is found by exactly the digits that results show, and these are nothing else', () => {
    expect(read('958')).toEqual([{ kind: 'phone_end', digits: '958' }]);
    expect(read(' 001 ')).toEqual([{ kind: 'phone_end', digits: '001' }]);
    expect(read('٠٠١')).toEqual([{ kind: 'phone_end', digits: '001' }]);
  });

  test.each([
    ...['00', '58', '(0)0', '+58', '+958', '(958)', '9-5-8', '95 8', '.958'],
    ...['0958', '7946 0958', '020 7946', '+44 20', '+44 958', '7946-09', '79460'],
  ])('is not looked for by any other part: %j', (typed) => {
    const parts = read(typed).filter(({ kind }) => kind === 'phone_end');
    expect(parts).toEqual([]);
    for (const e164 of phone(typed)?.e164 ?? []) {
      expect('+442079460958').not.toContain(e164);
    }
  });
});

describe('a customer number', () => {
  const number = (typed: string) => read(typed).find((query) => query.kind === 'number');

  test.each([
    'C-100001',
    'c-100001',
    'C100001',
    'c100001',
    'C 100001',
    ' c-100001 ',
    'C-100 001',
    'C–100001',
  ])('is understood: %j', (typed) => {
    expect(number(typed)).toEqual({ kind: 'number', compact: 'c100001', digits: '100001' });
  });

  test.each<[string, string, string | null]>([
    ['KD-2048', 'kd2048', null],
    ['kd 2048', 'kd2048', null],
    ['DE/12-ab_3', 'de12ab3', null],
    ['2048-KD', '2048kd', null],
    ['Nr. 100001', 'nr100001', '100001'],
    ['No. 100001', 'no100001', '100001'],
    ['№ 100001', 'no100001', '100001'],
    ['Nº 100001', 'no100001', '100001'],
    ['#100001', '100001', '100001'],
    ['Customer number: 100 001', 'customernumber100001', '100001'],
    ['Kunden-Nr. 100001', 'kundennr100001', '100001'],
    ['١٠٠٠٠١', '100001', '100001'],
    ['100-001', '100001', '100001'],
    ['100.001', '100001', '100001'],
  ])('has whatever format a company gives it: %j', (typed, compact, digits) => {
    expect(number(typed)).toEqual({ kind: 'number', compact, digits });
  });

  test('of digits alone is looked for first, and as a whole phone number after', () => {
    expect(read('100001')[0]).toEqual({ kind: 'number', compact: '100001', digits: '100001' });
    expect(read('2079460958').map(({ kind }) => kind)).toEqual(['number', 'phone']);
  });

  test.each([
    ['C-10', '10'],
    ['c100', '100'],
    ['C 10', '10'],
    ['1000', '1000'],
    ['C-1000', '1000'],
  ])('may be its beginning, from four characters on: %j', (typed, digits) => {
    expect(number(typed)).toMatchObject({ digits });
  });

  test.each(['C-1', 'c10', 'C 1', '10', '100', '1-0-0', '1 0 0', '#100'])(
    'of fewer characters finds nobody: %j',
    (typed) => {
      expect(number(typed)).toBeUndefined();
    },
  );

  test('with letters may be a name as well', () => {
    expect(read('Shop 24')).toContainEqual({ kind: 'name', words: ['shop', '24'] });
  });
});

describe('an e-mail address', () => {
  test.each([
    ['Maria.Alvarez@Example.com', 'maria.alvarez@example.com'],
    [' maria@ ', 'maria@'],
    ['@example.com', '@example.com'],
    ["o'brien+bank@example.com", "o'brien+bank@example.com"],
  ])('is looked for as all there is of it: %j', (typed, address) => {
    expect(read(typed)).toEqual([{ kind: 'email', address }]);
  });
});

describe('a name', () => {
  test.each<[string, string[]]>([
    ['Maria Alvarez', ['maria', 'alvarez']],
    ['ÁLVAREZ', ['alvarez']],
    ['A\u0301lvarez', ['alvarez']],
    ['Jürgen Groß', ['jurgen', 'gross']],
    ['Łukasz Dvořák', ['lukasz', 'dvorak']],
    ['Bjørn Ærø', ['bjorn', 'aero']],
    ['obrien', ['obrien']],
    ['田中 健', ['田 中', '健']],
    ['太郎', ['太 郎']],
    ['李', ['李']],
    ['김', ['김']],
    ['100% Shop_1', ['100', 'shop', '1']],
    ['Cooper', ['cooper']],
  ])('is understood in plain letters: %j', (typed, words) => {
    expect(read(typed)).toEqual([{ kind: 'name', words }]);
  });

  test.each<[string, string[], string[]]>([
    ["O'Brien", ['o', 'brien'], ['obrien']],
    ['O’Brien', ['o', 'brien'], ['obrien']],
    ['Марʼяна', ['мар', 'яна'], ['маряна']],
    ["Мар'яна", ['мар', 'яна'], ['маряна']],
    ['Anne-Marie', ['anne', 'marie'], ['annemarie']],
    ['Ο΄Κονορ', ['ο', 'κονορ'], ['οκονορ']],
    ['علی\u200cرضا', ['علی', 'رضا'], ['علیرضا']],
    ['Gal·la', ['gal', 'la'], ['galla']],
  ])('may have been stored without what joins its parts: %j', (typed, apart, joined) => {
    expect(read(typed)).toEqual([
      { kind: 'name', words: apart },
      { kind: 'name', words: joined },
    ]);
  });
});

describe('what is no query', () => {
  test.each(['', ' ', 'a', '1', '+', '--', "''", '%%', '\0\0\0', '\u0007\u001b', '🙂🙂', '\ud800\ud800'])(
    '%j looks for nothing',
    (typed) => {
      expect(read(typed)).toEqual([]);
    },
  );

  test('control characters are taken out of what is one', () => {
    expect(read('Ma\0ria\u001b[31m')).toEqual([{ kind: 'name', words: ['ma', 'ria', '31m'] }]);
    expect(read('a\0b@example.com')).toEqual([{ kind: 'email', address: 'a b@example.com' }]);
  });

  test('ten kilobytes are cut to what a name may be', () => {
    const [query] = read('x'.repeat(10_000));
    expect(query).toEqual({ kind: 'name', words: ['x'.repeat(100)] });
    expect(JSON.stringify(read('1'.repeat(10_000))).length).toBeLessThan(500);
  });
});

describe('whatever is typed', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.stringMatching(/^[+(]?[0-9 ()./-]{0,30}$/),
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes).toString('latin1')),
  );
  const textsOf = (query: CustomerQuery): readonly string[] => {
    switch (query.kind) {
      case 'name':
        return query.words;
      case 'email':
        return [query.address];
      case 'phone':
        return query.e164;
      case 'number':
        return [query.compact];
      case 'phone_end':
        return [query.digits];
    }
  };

  test('no reading holds a control character or more than was read, and nothing throws', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        for (const query of read(typed)) {
          for (const text of textsOf(query)) {
            expect(text).not.toMatch(/\p{Cc}/u);
            expect(text.length).toBeLessThanOrEqual(400);
          }
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('numbers and phones are digits, names words without signs', () => {
    fc.assert(
      fc.property(anything, (typed) => {
        for (const query of read(typed)) {
          if (query.kind === 'number') {
            expect(query.compact).toMatch(/^[^%_\s\\]+$/u);
            expect(query.digits ?? '0').toMatch(/^\d+$/);
          }
          if (query.kind === 'phone') for (const e164 of query.e164) expect(e164).toMatch(/^\+\d+$/);
          if (query.kind === 'phone_end') expect(query.digits).toMatch(/^\d{3}$/);
          if (query.kind === 'name')
            for (const word of query.words)
              expect(word).toMatch(/^[^\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]+( [^\p{P}\p{S}\p{Z}\p{Cc}\p{Cf}]+)*$/u);
        }
      }),
      { numRuns: 1000 },
    );
  });
});
