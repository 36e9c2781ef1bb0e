'use client';

import type { OrderView, TransferView } from '@/lib/transfers/view';
import { say as orderSays } from '@/messages/transfers/order';
import { say as transferSays } from '@/messages/transfers/transfer';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { TransferActions } from './actions';
import { amountText } from './amount-text';
import { OrderFacts } from './order-facts';
import { whyOf } from './requirement-words';

const say = transferSays.second;

interface Props {
  view: TransferView;
  order: OrderView;
  /** Of the order that stands here: agreed is to this and nothing else. */
  hash: string;
  actions: Pick<TransferActions, 'agreeToTransfer' | 'refuseTransfer'>;
  onView: (view: TransferView) => void;
}

/** The second pair of eyes: the order once more, and the two answers to it, neither easier than the other. */
export function SecondPerson({ view, order, hash, actions, onView }: Props) {
  const { run, busy, problem } = useAction<TransferView>(onView);
  return (
    <section
      aria-labelledby="second-heading"
      className="mt-4 rounded-md border border-rule bg-sheet text-ink"
    >
      <h2 id="second-heading" className="border-rule border-b px-4 py-2 font-semibold">
        {say.title}
      </h2>
      <OrderFacts order={order} />
      <div className="border-rule border-t px-4 py-3">
        <p className="mb-2">{say.because({ reasons: whyOf(view.reasons, view.sums) })}</p>
        <p id="agreed-to">
          {say.agreedTo({
            teller: view.tellerName,
            customer: view.customer.name,
            what: (
              <strong>
                {orderSays.amountTo({ amount: amountText(order.amount), payee: order.payeeName })}
              </strong>
            ),
          })}
        </p>
        <div className="mt-3 grid max-w-96 grid-cols-2 gap-3">
          <Button
            look="primary"
            busy={busy}
            aria-describedby="agreed-to"
            onClick={() => void run(() => actions.agreeToTransfer(view.id, hash))}
          >
            {say.agree}
          </Button>
          <Button look="primary" busy={busy} onClick={() => void run(() => actions.refuseTransfer(view.id))}>
            {say.refuse}
          </Button>
        </div>
        {problem ? (
          <div className="mt-3">
            <ProblemNote message={problem} />
          </div>
        ) : null}
      </div>
    </section>
  );
}
