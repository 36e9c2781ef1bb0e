import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { looksLikeCode } from '@/lib/transfers/code-alike';
import { newSpokenCode } from '@/lib/verification/spoken-code';

describe('a part that could be taken for a spoken code', () => {
  test.each([
    'Code KX7-4PT',
    'Lena Vogt. Code KX7 4PT',
    'KX7–4PT',
    'KX7—4PT',
    'KX7‑4PT',
    'KX7−4PT',
    'KX7 - 4PT',
    'KX7.4PT',
    'KX7·4PT',
    'KX7/4PT',
    'KX74PT',
    'kx7-4pt',
    'КХ7-4РТ',
    'KXT-PQR',
    '(KX7-4PT)',
    'Rent, KX7\u00a04PT',
  ])('is one: %j', (text) => {
    expect(looksLikeCode(text)).toBe(true);
  });

  test.each([
    'Kai-Uwe Schulz',
    'Jan-Ole Brandt',
    'Kim Soo-Min',
    'Ann-Eve',
    'Ève-Léa',
    'BMW KFZ Handel',
    'Anne-Marie O’Neill',
    'Invoice 204-117',
    'Invoice 123 456',
    'Rechnung 2026-11-30',
    'RTX4090',
    'Лев-Ким',
    '李小龙-王大明',
    'T-Mobile',
    'KX7-4PTX',
    'AKX7-4PT',
  ])('is none: %j', (text) => {
    expect(looksLikeCode(text)).toBe(false);
  });

  test('is every code there is, with any dash', () => {
    fc.assert(
      fc.property(
        fc.infiniteStream(fc.nat({ max: 20 })),
        fc.constantFrom('-', '–', ' – ', '‒', '/'),
        (draws, dash) => {
          const code = newSpokenCode(() => draws.next().value);
          // Six digits are a number like any other; one code in five thousand is so.
          fc.pre(/[A-Z]/.test(code));
          expect(looksLikeCode(`Lena Vogt ${code.replace('-', dash)}, Hamburg`)).toBe(true);
        },
      ),
    );
  });
});
