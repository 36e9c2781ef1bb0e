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
 * Reads an amount as people write it on either side of the Channel: `1,000.50`, `1.000,50`, `1 000,50`, `1'000.50`. Where a
 * single sign before three digits may part thousands or decimals, both readings are told and none is chosen.
 */
export function readAmount(text: string, currency: string): AmountReading {
  const exponent = exponentOf(currency);
  if (exponent === undefined) return invalid('unknown_currency');
  const typed = text.replace(SPACES, ' ').trim();
  if (typed === '') return invalid('empty');
  if (/^[-−–(]/.test(typed) || /[-−–]$/.test(typed)) return invalid('negative');
  const plain = typed.replace(/(?<=\d)[ '’](?=\d{3}(?!\d))/g, '_');
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
const SPACES = /[\u0020\u00a0\u2009\u202f]/g;
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
