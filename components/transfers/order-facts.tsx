import type { OrderView } from '@/lib/transfers/view';
import { inFours } from '../ui/in-fours';
import { amountText } from './amount-text';
import { countryName } from './country-name';
import { Fact, Facts } from './facts';

/** What is to be paid, in the order it is compared. */
export function OrderFacts({ order }: { order: OrderView }) {
  const { amount, payeeName, payeeAccount, sourceAccount, reference } = order;
  return (
    <Facts>
      <Fact label="Amount">
        <span className="font-bold text-lg">{amountText(amount)}</span>{' '}
        <span className="text-ink-soft text-sm">{amount.currency}</span>
      </Fact>
      <Fact label="Payee">
        <span className="font-semibold">{payeeName}</span>
      </Fact>
      <Fact label="Payee’s account">
        <span className="figures">{payeeAccount.text}</span>
      </Fact>
      {payeeAccount.bank ? (
        <Fact label="Payee’s bank">
          {payeeAccount.country ? (
            <span suppressHydrationWarning>{countryName(payeeAccount.country)}, bank code </span>
          ) : null}
          <span className="figures">{payeeAccount.bank}</span>
        </Fact>
      ) : null}
      <Fact label="From account">
        <span className="figures">{inFours(sourceAccount)}</span>
      </Fact>
      <Fact label="Reference">{reference || <span className="text-ink-faint">None</span>}</Fact>
    </Facts>
  );
}
