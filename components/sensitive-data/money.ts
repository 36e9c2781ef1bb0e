import { locale } from '@/messages/locale';

/** ISO 4217 minor units other than two. Not Intl's: it follows usage (CLDR), which differs from the standard. */
const exponents: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

/**
 * `-123456, EUR` → `−€1,234.56`. The digits are moved as text, so no amount is rounded.
 *
 * @param minor whole number of the currency's minor unit
 */
export function moneyText(minor: number, currency: string, sign: 'negative' | 'always' = 'negative'): string {
  const exponent = exponents[currency] ?? 2;
  const digits = BigInt(Math.trunc(Math.abs(minor)))
    .toString()
    .padStart(exponent + 1, '0');
  const whole = digits.slice(0, digits.length - exponent);
  const decimal = exponent > 0 ? `${whole}.${digits.slice(-exponent)}` : whole;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: exponent,
    maximumFractionDigits: exponent,
  });
  // Intl takes a decimal string exactly; TypeScript cannot see that these digits form one.
  const amount = format.format(decimal as Intl.StringNumericLiteral);
  if (minor < 0) return `−${amount}`;
  return sign === 'always' && minor > 0 ? `+${amount}` : amount;
}
