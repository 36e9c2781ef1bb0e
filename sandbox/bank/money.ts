const currencies = new Set(Intl.supportedValuesOf('currency'));

/** ISO 4217's minor units where they are not 2; Intl follows custom instead. */
const decimals = new Map([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG'].map((code) => [code, 0] as const),
  ...['RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code) => [code, 0] as const),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code) => [code, 3] as const),
  ...['CLF', 'UYW'].map((code) => [code, 4] as const),
]);

/** What one unit of a currency is worth in millionths of a euro. Rates of a demo: they never change. */
const RATES = new Map([
  ['AUD', 606_500n],
  ['BHD', 2_442_000n],
  ['BRL', 168_300n],
  ['CAD', 676_100n],
  ['CHF', 1_048_000n],
  ['CZK', 39_900n],
  ['DKK', 134_000n],
  ['EUR', 1_000_000n],
  ['GBP', 1_168_000n],
  ['INR', 10_950n],
  ['JPY', 6_130n],
  ['KWD', 2_998_000n],
  ['NGN', 605n],
  ['NOK', 86_200n],
  ['PLN', 233_400n],
  ['SEK', 88_700n],
  ['TRY', 28_400n],
  ['USD', 920_700n],
  ['VND', 37n],
]);

/**
 * Minor units of an amount as RFC 9396 writes it: with exactly the decimals of its currency, no sign, no leading zero and no
 * groups. Undefined for anything else, and for zero.
 */
export function minorOf(amount: string, currency: string): bigint | undefined {
  if (!currencies.has(currency) || !/^(0|[1-9]\d{0,11})(\.\d+)?$/.test(amount)) return undefined;
  const [whole = '', fraction = ''] = amount.split('.');
  const minor = BigInt(whole + fraction);
  return fraction.length === decimalsOf(currency) && minor > 0n ? minor : undefined;
}

/**
 * What an amount costs the account, in cents of a euro. A fraction of a cent costs a whole one, so that nothing is sent for
 * free. Undefined when the bank does not deal in the currency.
 */
export function euroCentsOf(amount: string, currency: string): number | undefined {
  const minor = minorOf(amount, currency);
  const rate = RATES.get(currency);
  if (minor === undefined || rate === undefined) return undefined;
  // Millionths of a euro for a unit are ten-thousandths of a cent.
  const divisor = 10_000n * 10n ** BigInt(decimalsOf(currency));
  return Number((minor * rate + divisor - 1n) / divisor);
}

function decimalsOf(currency: string): number {
  return decimals.get(currency) ?? 2;
}
