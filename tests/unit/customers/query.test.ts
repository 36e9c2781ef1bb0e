import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CustomerQuery } from '@/lib/customers/directory';
import { fold, readQuery } from '@/lib/customers/query';

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
    const found = phone(typed);
    expect(found).toMatchObject({ kind: 'phone', e164: '+442079460958' });
    expect('+442079460958').toContain(found?.digits);
  });
  test.each(['020 7946‑0958', '020 7946‒0958', '020 7946—0958', '020 7946−0958', '＋44 20 7946 0958'])(
    'is understood with typographic signs too: %j',
    (typed) => {
      expect(phone(typed)).toMatchObject({ e164: '+442079460958' });
    },
  );

  test.each([
    ['0958', '0958'],
    ['7946 09', '794609'],
    ['020 79', '2079'],
    ['+44 20', '4420'],
    ['7946-0958', '79460958'],
  ])('may be a part of one: %j', (typed, digits) => {
    const found = phone(typed);
    expect(found).toBeDefined();
    expect(digits).toContain(found?.digits);
    expect('+442079460958 0958').toContain(found?.digits);
  });

  test('from abroad keeps its own country', () => {
    expect(phone('+34 612 345 001')).toMatchObject({ e164: '+34612345001' });
    expect(readQuery('612 345 001', 'ES')).toContainEqual({
      kind: 'phone',
      digits: '612345001',
      e164: '+34612345001',
    });
  });
  test.each(['00', '000', '(0)0', '0 0', '07', '+(0)7'])(
    'of %j looks for nothing rather than for everybody',
    (typed) => {
      for (const query of read(typed)) {
        if (query.kind === 'phone') expect(query.digits.length).toBeGreaterThanOrEqual(2);
      }
    },
  );
});

describe('a customer number', () => {
  test.each(['C-100001', 'c-100001', 'C100001', 'c100001', 'C 100001', ' c-100001 '])(
    'is understood: %j',
    (typed) => {
      expect(read(typed)).toEqual([{ kind: 'number', digits: '100001' }]);
    },
  );

  test('of digits alone is looked for first, and as part of a phone number after', () => {
    expect(read('100001').map(({ kind }) => kind)).toEqual(['number', 'phone']);
    expect(read('100001')[0]).toEqual({ kind: 'number', digits: '100001' });
  });

  test('may be its beginning', () => {
    expect(read('C-1000')).toEqual([{ kind: 'number', digits: '1000' }]);
  });
});

describe('an e-mail address', () => {
  test.each([
    ['Maria.Alvarez@Example.com', 'maria.alvarez@example.com'],
    [' maria@ ', 'maria@'],
    ["o'brien+bank@example.com", "o'brien+bank@example.com"],
  ])('is understood, also its beginning: %j', (typed, text) => {
    expect(read(typed)).toEqual([{ kind: 'email', text }]);
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
    ["O'Brien", ['o', 'brien']],
    ['O’Brien', ['o', 'brien']],
    ['obrien', ['obrien']],
    ['Anne-Marie', ['anne', 'marie']],
    ['田中 健', ['田中', '健']],
    ['Ο΄Κονορ', ['ο', 'κονορ']],
    ['100% Shop_1', ['100', 'shop', '1']],
    ['Cooper', ['cooper']],
  ])('is understood in plain letters: %j', (typed, words) => {
    expect(read(typed)).toEqual([{ kind: 'name', words }]);
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
    expect(read('a\0b@example.com')).toEqual([{ kind: 'email', text: 'a b@example.com' }]);
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
  const textsOf = (query: CustomerQuery): readonly string[] =>
    query.kind === 'name' ? query.words : [query.kind === 'email' ? query.text : query.digits];

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
          if (query.kind === 'number') expect(query.digits).toMatch(/^\d+$/);
          if (query.kind === 'phone') expect(query.digits).toMatch(/^\d*$/);
          if (query.kind === 'name') for (const word of query.words) expect(word).toMatch(/^[\p{L}\p{N}]+$/u);
        }
      }),
      { numRuns: 1000 },
    );
  });

  test('folding twice is folding once', () => {
    fc.assert(
      fc.property(anything, (text) => {
        expect(fold(fold(text))).toBe(fold(text));
      }),
      { numRuns: 500 },
    );
  });
});
