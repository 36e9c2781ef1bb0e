import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CustomerQuery } from './directory';
import { LONGEST_QUERY, SHORTEST_QUERY } from './view';

/**
 * Understands what an agent typed: a customer number, a phone number in any spelling, an e-mail
 * address or a name. Digits can mean several things, so there may be several readings, likeliest first.
 *
 * @param region where a phone number without country code is dialled
 * @returns no reading when there is too little to look for
 */
export function readQuery(typed: string, region: CountryCode): CustomerQuery[] {
  const text = clean(typed);
  if (text.length < SHORTEST_QUERY) return [];
  if (text.includes('@')) return [{ kind: 'email', text: text.toLowerCase() }];

  const number = /^c[\s-]?(\d{1,12})$/i.exec(text)?.[1];
  if (number) return [{ kind: 'number', digits: number }];

  if (/^[+(\d][+\d\s()./-]*$/.test(text)) {
    const digits = text.replace(/\D/g, '');
    const subscriber = subscriberDigits(text);
    const e164 = parsePhoneNumberFromString(text.replace(/^00/, '+'), region);
    return [
      ...(/^\d{1,12}$/.test(text) ? [{ kind: 'number', digits } as const] : []),
      ...(subscriber.length >= FEWEST_DIGITS
        ? [{ kind: 'phone', digits: subscriber, e164: e164?.isPossible() ? e164.number : null } as const]
        : []),
    ];
  }
  const words = [...new Set(fold(text).split(' ').filter(Boolean))].slice(0, MOST_WORDS);
  return words.length > 0 ? [{ kind: 'name', words }] : [];
}

/** Lower case, without accents, words separated by one space: `  O’Brien-Łukasz ` → `o brien lukasz`. */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[łøđðþßæœı]/g, (letter) => unmarked[letter] ?? letter)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** Letters that Unicode does not decompose but people leave the stroke off. */
const unmarked: Readonly<Record<string, string>> = {
  ł: 'l',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ı: 'i',
};

/** More words than anybody's name has only make the search slower. */
const MOST_WORDS = 8;
/** Fewer digits than this are in nearly every phone number. */
const FEWEST_DIGITS = 3;

/** Control characters out, white space and dashes folded, full-width letters and digits made plain. */
function clean(typed: string): string {
  return (
    typed
      .slice(0, LONGEST_QUERY)
      .normalize('NFKC')
      // Again: one character may have become many.
      .slice(0, LONGEST_QUERY)
      .replace(/[\p{Pd}\u2212]/gu, '-')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
  );
}

/** Without international prefix or trunk zero, so that the rest is found anywhere in an E.164 number. */
function subscriberDigits(text: string): string {
  return text.replace(/\(0\)/g, '').replace(/\D/g, '').replace(/^0+/, '');
}
