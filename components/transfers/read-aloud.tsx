import type { OrderView } from '@/lib/transfers/view';
import { say as form } from '@/messages/transfers/form';
import { amountText } from './amount-text';

const say = form.readAloud;

interface Props {
  order: OrderView | null;
  /** What the bank calls the account the money comes from, where it may be known. */
  sourceName: string | null;
}

/** What the teller says before anybody is asked: the whole order in one sentence, as it is spoken. */
export function ReadAloud({ order, sourceName }: Props) {
  return (
    <section aria-labelledby="read-aloud-heading">
      <h2 id="read-aloud-heading" className="text-ink-soft text-sm">
        {say.title}
      </h2>
      <div className="mt-1 min-h-52 sm:min-h-44">
        {order ? (
          <Sentence order={order} sourceName={sourceName} />
        ) : (
          <>
            <p aria-hidden="true" className="font-bold text-[2.25rem] text-edge leading-tight">
              {'– –'}
            </p>
            <p className="mt-2 text-ink-faint">{say.empty}</p>
          </>
        )}
      </div>
    </section>
  );
}

function Sentence({ order, sourceName }: { order: OrderView; sourceName: string | null }) {
  const { amount, payeeName, payeeAccount, sourceAccount, reference } = order;
  return (
    <p className="wrap-anywhere text-lg">
      {say.sentence({
        amount: (
          <strong className="block font-bold text-[2.25rem] leading-tight">{amountText(amount)}</strong>
        ),
        payee: <strong>{payeeName}</strong>,
        account: <span className="figures font-semibold">{payeeAccount.text}</span>,
        bank: payeeAccount.country === null ? payeeAccount.bank : null,
        source: sourceName,
        sourceEnding: <span className="figures font-semibold">{sourceAccount.slice(-4)}</span>,
        reference: reference || null,
      })}
    </p>
  );
}
