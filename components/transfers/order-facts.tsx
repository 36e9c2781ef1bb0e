import type { OrderView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/order';
import { inFours } from '../ui/in-fours';
import { amountText } from './amount-text';
import { BankOf } from './bank-of';
import { Fact, Facts } from './facts';

/** What is to be paid, in the order it is compared. */
export function OrderFacts({ order }: { order: OrderView }) {
  const { amount, payeeName, payeeAccount, sourceAccount, reference } = order;
  return (
    <Facts>
      <Fact label={say.amount}>
        <span className="font-bold text-lg">{amountText(amount)}</span>{' '}
        <span className="text-ink-soft text-sm">{amount.currency}</span>
      </Fact>
      <Fact label={say.payee}>
        <span className="font-semibold">{payeeName}</span>
      </Fact>
      <Fact label={say.payeeAccount}>
        <span className="figures">{payeeAccount.text}</span>
      </Fact>
      {payeeAccount.bank ? (
        <Fact label={say.payeeBank}>
          <BankOf account={payeeAccount} />
        </Fact>
      ) : null}
      <Fact label={say.sourceAccount}>
        <span className="figures">{inFours(sourceAccount)}</span>
      </Fact>
      <Fact label={say.reference}>
        {reference || <span className="text-ink-faint">{say.noReference}</span>}
      </Fact>
    </Facts>
  );
}
