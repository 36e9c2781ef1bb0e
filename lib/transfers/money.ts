/** An amount of money in minor units (cents, yen, fils): always a whole number, never a fraction. */
export interface Money {
  /** ISO 4217, three capital letters. */
  readonly currency: string;
  /** A safe integer. */
  readonly minor: number;
}

/** What somebody typed into a field for an amount. */
export type AmountReading =
  | { readonly kind: 'amount'; readonly money: Money }
  /** It can be read in more than one way: people decide, smallest first. */
  | { readonly kind: 'ambiguous'; readonly readings: readonly [Money, Money] }
  | { readonly kind: 'invalid'; readonly why: AmountFlaw };

type AmountFlaw =
  | 'empty'
  | 'unknown_currency'
  | 'not_a_number'
  /** It names another currency than the one it is to be in. */
  | 'other_currency'
  | 'negative'
  | 'zero'
  | 'too_many_decimals'
  | 'too_large';

/** In minor units, 999,999,999,999.99 of most currencies: more than any teller sends, and far below what loses digits. */
export const LARGEST_MINOR = 99_999_999_999_999;

const currencies = new Set(Intl.supportedValuesOf('currency'));

/**
 * ISO 4217's minor units where they are not 2. Not asked of Intl: it follows custom instead (no decimals for the
 * forint), and from version to version another one; an amount that is stored must not change its meaning.
 */
const decimals = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'].map((code) => [code, 0] as const),
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/** How many decimals a currency has (ISO 4217): 2 for EUR, 0 for JPY, 3 for BHD. Undefined: there is no such currency. */
export function exponentOf(currency: string): number | undefined {
  if (!currencies.has(currency)) return undefined;
  return decimals.get(currency) ?? 2;
}

/**
 * Reads an amount as people write it: `1,000.50`, `1.000,50`, `1 000,50`, `1'000.50`, `1250.-`, in digits of any script, in
 * lakhs where the currency is counted so, with the currency before or after it. Where a single sign before three digits may
 * part thousands or decimals, both readings are told and none is chosen.
 */
export function readAmount(text: string, currency: string): AmountReading {
  const exponent = exponentOf(currency);
  if (exponent === undefined) return invalid('unknown_currency');
  const typed = inOurDigits(text.replace(MARKS, '').replace(SPACES, ' ')).trim();
  if (typed === '') return invalid('empty');
  const { number, named } = partsOf(typed, exponent);
  const foreign = named.find((name) => !isNameOf(name, currency));
  if (foreign !== undefined) return invalid(namesMoney(foreign) ? 'other_currency' : 'not_a_number');
  if (/^[-−–(]/.test(number) || /[-−–]$/.test(number)) return invalid('negative');
  const spaced = number.replace(/(?<=\d)[ '’](?=\d{3}(?!\d))/g, '_');
  const plain = LAKHS.has(currency) ? spaced.replace(IN_LAKHS, (whole) => whole.replaceAll(',', '')) : spaced;
  if (!/^(?:\d[\d_.,]*|[.,]\d+)$/.test(plain)) return invalid('not_a_number');
  const readings = readingsOf(plain, exponent)
    .map(({ whole, fraction }) => minorOf(whole, fraction, exponent))
    .filter((minor, index, all) => all.indexOf(minor) === index)
    .sort((a, b) => a - b)
    .map((minor): Money => ({ currency, minor }));
  const [first, second] = readings;
  if (!first) return invalid(hasTooManyDecimals(plain) ? 'too_many_decimals' : 'not_a_number');
  if (readings.some(({ minor }) => minor > LARGEST_MINOR)) return invalid('too_large');
  if (second) return { kind: 'ambiguous', readings: [first, second] };
  return first.minor === 0 ? invalid('zero') : { kind: 'amount', money: first };
}

/** As bank interfaces and specifications want it: `500.00`, `500`, `0.005`. */
export function decimalOf({ currency, minor }: Money): string {
  const exponent = exponentOf(currency) ?? 0;
  const digits = String(minor).padStart(exponent + 1, '0');
  return exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`;
}

/** A text that `readAmount` understands as this amount and nothing else: what to type when it had to ask. */
export function unambiguousText(money: Money): string {
  const decimal = decimalOf(money);
  // A further nought after three decimals: nobody parts thousands so.
  const texts = [decimal, `${decimal}0`];
  return texts.find((text) => readAmount(text, money.currency).kind !== 'ambiguous') ?? decimal;
}

interface Parts {
  readonly whole: string;
  readonly fraction: string;
}

/** Spaces of every width that number formats use. */
const SPACES = /[\t\p{Zs}]/gu;
/** Marks for direction, which come along when an amount is copied. */
const MARKS = /[\u061c\u200e\u200f\u2066-\u2069]/g;

/** Currencies that are counted in lakhs: `1,00,000`. */
const LAKHS: ReadonlySet<string> = new Set(['INR', 'PKR', 'BDT', 'NPR', 'LKR', 'BTN', 'MVR']);
const IN_LAKHS = /^[1-9]\d?(?:,\d{2})+,\d{3}(?=$|\.)/;

/** The nought of each set of digits that amounts are written in; nine more follow it. */
const NOUGHTS = [
  0x0660, 0x06f0, 0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0e50, 0x0ed0,
  0x0f20, 0x1040, 0xff10,
];

/** Digits of one other script become ours, with the signs that script puts between them; of two, none does. */
function inOurDigits(text: string): string {
  const nought = NOUGHTS.find((first) => [...text].some((sign) => digitOf(sign, first) !== undefined));
  if (nought === undefined || /\d/.test(text)) return text;
  return [...text]
    .map((sign) => digitOf(sign, nought) ?? sign)
    .join('')
    .replaceAll('\u066b', '.')
    .replaceAll('\u066c', '’')
    .replaceAll('\uff0c', ',')
    .replaceAll('\uff0e', '.');
}

function digitOf(sign: string, nought: number): number | undefined {
  const value = (sign.codePointAt(0) ?? 0) - nought;
  return value >= 0 && value <= 9 ? value : undefined;
}

/** The number, and what stands before and behind it; `1250.-` is a whole number. */
function partsOf(
  typed: string,
  exponent: number,
): { readonly number: string; readonly named: readonly string[] } {
  const [, before = '', rest = ''] = /^((?:[\p{L}\p{Sc}][\p{L}\p{Sc}.]*)?) ?(.*)$/u.exec(typed) ?? [];
  const [, middle = '', behind = ''] = /^(.*?) ?((?:[\p{L}\p{Sc}][\p{L}\p{Sc}.]*)?)$/u.exec(rest) ?? [];
  const noughts = '0'.repeat(exponent);
  const number = middle.replace(/(?<=\d)([.,]) ?[-−–—]{1,2}$/, (_, mark) => noughts && `${mark}${noughts}`);
  return { number, named: [before, behind].filter(Boolean) };
}

/** Signs and abbreviations of a currency beside those Intl knows. */
const abbreviations: Readonly<Record<string, readonly string[]>> = {
  CHF: ['FR', 'FR.', 'SFR', 'SFR.'],
  DKK: ['KR.'],
  GBP: ['STG'],
  INR: ['RS', 'RS.'],
  LKR: ['RS', 'RS.'],
  NOK: ['KR.'],
  NPR: ['RS', 'RS.'],
  PKR: ['RS', 'RS.'],
  USD: ['US$'],
};

function isNameOf(name: string, currency: string): boolean {
  const written = name.toUpperCase();
  return written === currency || signsOf(currency).includes(written);
}

function signsOf(currency: string): readonly string[] {
  const signs = (['symbol', 'narrowSymbol'] as const).map((currencyDisplay) =>
    new Intl.NumberFormat('en', { style: 'currency', currency, currencyDisplay })
      .formatToParts(1)
      .find(({ type }) => type === 'currency')
      ?.value.toUpperCase(),
  );
  return [...signs.filter((sign) => sign !== undefined), ...(abbreviations[currency] ?? [])];
}

/** Whether this is the code or the sign of some currency. */
function namesMoney(name: string): boolean {
  return currencies.has(name.toUpperCase()) || /\p{Sc}/u.test(name);
}

const GROUPED = /^[1-9]\d{0,2}(?:([_.,])\d{3})(?:\1\d{3})*$/;

/** Every way the signs can be understood, in which groups have three digits and decimals are no more than there are. */
function readingsOf(plain: string, exponent: number): Parts[] {
  const readings: Parts[] = [];
  if (isWhole(plain)) readings.push({ whole: digitsOf(plain), fraction: '' });
  const mark = Math.max(plain.lastIndexOf('.'), plain.lastIndexOf(','));
  if (mark >= 0) {
    const [whole, fraction] = [plain.slice(0, mark), plain.slice(mark + 1)];
    const isMark = !whole.includes(plain.charAt(mark));
    // Noughts beyond the decimals the currency has are still a reading, where it has any.
    const needed = fraction.replace(/0+$/, '').length;
    const fits = /^\d+$/.test(fraction) && exponent > 0 && needed <= exponent;
    if (isMark && fits && (whole === '' || isWhole(whole)))
      readings.push({ whole: digitsOf(whole), fraction });
  }
  return readings;
}

function isWhole(text: string): boolean {
  return /^\d+$/.test(text) || GROUPED.test(text);
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '') || '0';
}

function minorOf(whole: string, fraction: string, exponent: number): number {
  return Number(`${whole}${fraction.slice(0, exponent).padEnd(exponent, '0')}`);
}

function hasTooManyDecimals(plain: string): boolean {
  return /^[\d_.,]*[.,]\d+$/.test(plain) && isWhole(plain.replace(/[.,]\d+$/, ''));
}

function invalid(why: AmountFlaw): AmountReading {
  return { kind: 'invalid', why };
}
