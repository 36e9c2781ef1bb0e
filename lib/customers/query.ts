import type { CountryCode } from 'libphonenumber-js/min';
import { foldAddress, foldedWords, foldNumber, plainDigits, withoutJoints } from '../fold';
import type { CustomerQuery } from './directory';
import { PHONE_DIGITS_SHOWN } from './mask';
import { dialledIn, e164Of, looksDialled } from './phone';
import { isEnough, LONGEST_QUERY, SHORTEST_NUMBER } from './view';

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
  const text = clean(typed);
  if (!isEnough(text)) return [];
  const dialled = dialledIn(text);
  if (dialled === undefined && text.includes('@')) return [{ kind: 'email', address: foldAddress(text) }];
  if (endDigits.test(text)) return [{ kind: 'phone_end', digits: text }];
  if (dialled !== undefined) return [...numbersIn(dialled), ...phonesIn(dialled, region)];
  const isNumber = looksDialled(text) || LABELLED.test(foldNumber(text));
  return isNumber ? numbersIn(text) : [...numbersIn(text), ...namesIn(text)];
}

function phonesIn(dialled: string, region: CountryCode): CustomerQuery[] {
  const e164 = e164Of(dialled, region);
  return e164.length > 0 ? [{ kind: 'phone', e164 }] : [];
}

/** Every company has a format of its own. What all have in common: letters, if any, and digits. */
function numbersIn(text: string): CustomerQuery[] {
  if (!/^[\p{L}\p{M}\d\s.:#°/_-]*\d[\p{L}\p{M}\d\s.:#°/_-]*$/u.test(text)) return [];
  const compact = foldNumber(text);
  const [, digits = null] = LABELLED.exec(compact) ?? [];
  const length = digits === compact ? compact.length : text.length;
  return length >= SHORTEST_NUMBER ? [{ kind: 'number', compact, digits }] : [];
}

function namesIn(text: string): CustomerQuery[] {
  return readWords(text).map((words) => ({ kind: 'name', words }));
}

/**
 * The words of what was typed, folded, in one reading or two: with and without what an apostrophe or a hyphen separates, since
 * either may have been stored. None where there is neither letter nor digit.
 */
export function readWords(text: string): string[][] {
  const apart = foldedWords(text).slice(0, MOST_WORDS);
  const joined = foldedWords(withoutJoints(text)).slice(0, MOST_WORDS);
  const readings = joined.join() === apart.join() ? [apart] : [apart, joined];
  return readings.filter((words) => words.length > 0);
}

/** What only says that a number follows, once folded: `Nr. 100001`, `Customer no. 100001`, `#100001`. */
const LABELLED =
  /^(?:c|(?:customer|client|cliente|klant|kunden?|account|konto|member)?(?:no|nr|num|number|nummer|numero|id)?|kd(?:no|nr))(\d+)$/;

/** More words than anybody's name has only make the search slower. */
const MOST_WORDS = 8;
/** As many as `maskPhone` leaves of a phone number, and nothing around them. */
const endDigits = new RegExp(`^\\d{${PHONE_DIGITS_SHOWN}}$`);

/** Control characters out, white space and dashes folded, full-width letters and digits of any script made plain. */
function clean(typed: string): string {
  // Accents that stand alone are apostrophes to who types them, and a space to Unicode.
  const cut = typed
    .slice(0, LONGEST_QUERY)
    .replace(/[\u00b4\u0384\u1fbd\u1fbf\u1ffd\u1ffe]/g, "'")
    .normalize('NFKC');
  // Again: one character may have become many.
  return plainDigits(cut.slice(0, LONGEST_QUERY))
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .replace(/(?!\u200c)\p{Cf}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}
