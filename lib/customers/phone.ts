import {
  type CountryCode,
  getCountryCallingCode,
  isSupportedCountry,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/min';

/**
 * What of a text is dialled, without what telephony software, phone books and signatures put around it: a scheme, parameters
 * and a host (RFC 3966, 3; RFC 3261, 19.1.1), an extension behind it.
 *
 * @returns undefined where the text is no phone number
 */
export function dialledIn(text: string): string | undefined {
  const [, rest] = /^(?:tel|callto|sips?) ?: ?(.*)$/i.exec(text) ?? [];
  const number = (rest === undefined ? text : unescaped(rest).replace(/[@?].*$/, ''))
    .replace(/ ?;.*$/, '')
    .replace(/(?<=\d)[ ,]*(?:(?:ext(?:ension|n)?|x|dw|durchwahl|poste|int)[. :]*|#|,+) ?\d{1,8}$/i, '')
    .trim();
  const isOne = looksDialled(number) && number.replace(/\D/g, '').length >= SHORTEST_PHONE;
  return isOne ? number : undefined;
}

/** Nothing but what phone numbers are written with. */
export function looksDialled(text: string): boolean {
  return /^[+(\d][+\d\s()./-]*$/.test(text);
}

/** The numbers this may be, E.164: as dialled in the region, and with a country code that lost its sign on the way. */
export function e164Of(dialled: string, region: CountryCode): string[] {
  const signed = dialled.replace(/^00/, '+');
  const spellings = signed.startsWith('+') ? [signed] : [signed, `+${signed}`];
  const numbers = spellings.flatMap((spelling) => {
    const phone = parsePhoneNumberFromString(spelling, region);
    return phone?.isPossible() ? [phone.number] : [];
  });
  return [...new Set<string>(numbers)];
}

/** One stored number as it would be dialled, E.164; undefined where it could not be. */
export function toE164(stored: string, region: CountryCode): string | undefined {
  const dialled = dialledIn(stored.normalize('NFKC').trim());
  return dialled === undefined ? undefined : e164Of(dialled, region)[0];
}

/**
 * How a number may be stored, once only digits and a leading plus sign are left: with its country code, with or without a
 * sign for it, as dialled from the region, and as dialled within it.
 */
export function phoneSpellings(e164: string, region: CountryCode): string[] {
  const phone = parsePhoneNumberFromString(e164);
  const spellings = [e164, e164.replace('+', '')];
  if (phone && isSupportedCountry(region)) {
    spellings.push(phone.format('IDD', { fromCountry: region }));
    const isWithin = phone.countryCallingCode === getCountryCallingCode(region);
    if (isWithin) spellings.push(phone.formatNational(), phone.nationalNumber);
  }
  return [...new Set(spellings.map((spelling) => spelling.replace(/[^\d+]/g, '')))];
}

/** Telephony software may escape the plus sign. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Digits; what is shorter may be anything. */
const SHORTEST_PHONE = 6;
