import type { MoneyView } from '@/lib/transfers/view';
import { locale } from '@/messages/locale';

/** `€1,250.00`, with exactly the decimals the server gave it: nothing is counted or rounded here. */
export function amountText({ decimal, currency }: Pick<MoneyView, 'decimal' | 'currency'>): string {
  const digits = decimal.split('.')[1]?.length ?? 0;
  const format = new Intl.NumberFormat(locale, {
    style: 'currency',
    currency,
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
  // Intl takes a decimal string exactly; TypeScript cannot see that these digits form one.
  return format.format(decimal as Intl.StringNumericLiteral);
}
