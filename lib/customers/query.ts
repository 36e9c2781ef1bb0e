import { type CountryCode, parsePhoneNumberFromString } from 'libphonenumber-js/min';
import type { CustomerQuery } from './directory';
import { PHONE_DIGITS_SHOWN } from './mask';
import { LONGEST_QUERY, SHORTEST_NUMBER, SHORTEST_QUERY } from './view';

/**
 * Understands what an agent typed: a customer number or its beginning, a whole phone number in any spelling, the
 * digits of one that results show, a whole e-mail address, or a name. Digits can mean several things, so there may be
 * several readings, likeliest first. No reading has a part of what results hide: whoever could find by it could read
 * all of it out, sign by sign.
 *
 * @param region where a phone number without country code is dialled
 * @returns no reading when there is too little to look for
 */
export function readQuery(typed: string, region: CountryCode): CustomerQuery[] {
  const text = withoutExtras(clean(typed));
  if (text.length < SHORTEST_QUERY) return [];
  if (text.includes('@')) return [{ kind: 'email', address: text.toLowerCase() }];

  const number = /^(?:c[\s-]?)?(\d{1,12})$/i.exec(text)?.[1];
  const isLongEnough = number !== undefined && text.length >= SHORTEST_NUMBER;
  const numbers: CustomerQuery[] = isLongEnough ? [{ kind: 'number', digits: number }] : [];
  if (number !== undefined && /^c/i.test(text)) return numbers;

  if (PHONE.test(text)) {
    if (endDigits.test(text)) return [{ kind: 'phone_end', digits: text }];
    const e164 = wholePhones(text, region);
    return [...numbers, ...(e164.length > 0 ? [{ kind: 'phone', e164 } as const] : [])];
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
/** As many as `maskPhone` leaves of a phone number, and nothing around them. */
const endDigits = new RegExp(`^\\d{${PHONE_DIGITS_SHOWN}}$`);

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

/**
 * A phone number as telephony software, phone books and signatures give it, without what is not dialled: a scheme, parameters
 * and a host (RFC 3966, 3; RFC 3261, 19.1.1), an extension behind it. What is no phone number stays as it is.
 */
function withoutExtras(text: string): string {
  const [, rest] = /^(?:tel|callto|sips?) ?: ?(.*)$/i.exec(text) ?? [];
  const number = (rest === undefined ? text : unescaped(rest).replace(/[@?].*$/, ''))
    .replace(/ ?;.*$/, '')
    .replace(/(?<=\d)[ ,]*(?:(?:ext(?:ension|n)?|x|dw|durchwahl|poste|int)[. :]*|#|,+) ?\d{1,8}$/i, '')
    .trim();
  return PHONE.test(number) && number.replace(/\D/g, '').length >= SHORTEST_PHONE ? number : text;
}

/** Telephony software may escape the plus sign. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

const PHONE = /^[+(\d][+\d\s()./-]*$/;
/** Digits; what is shorter may be anything. */
const SHORTEST_PHONE = 6;

/** The numbers this may be, E.164: as dialled in the region, and with a country code that lost its sign on the way. */
function wholePhones(text: string, region: CountryCode): string[] {
  const dialled = text.replace(/^00/, '+');
  const spellings = dialled.startsWith('+') ? [dialled] : [dialled, `+${dialled}`];
  const numbers = spellings.flatMap((spelling) => {
    const phone = parsePhoneNumberFromString(spelling, region);
    return phone?.isPossible() ? [phone.number] : [];
  });
  return [...new Set<string>(numbers)];
}
