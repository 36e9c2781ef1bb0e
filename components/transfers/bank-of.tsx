import type { PayeeAccountView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/order';
import { countryName } from './country-name';

/** Where an account is: country and bank code of an IBAN, otherwise the bank as it was named. */
export function BankOf({ account: { country, bank } }: { account: PayeeAccountView }) {
  const code = <span className="figures">{bank}</span>;
  if (country === null) return code;
  return (
    <span suppressHydrationWarning>
      {bank ? say.bankOfIban({ country: countryName(country), code }) : countryName(country)}
    </span>
  );
}
