import type { ReactNode } from 'react';
import type { OrderView, TransferView } from '@/lib/transfers/view';
import { product } from '@/messages/title';
import { say as orderSays } from '@/messages/transfers/order';
import { say } from '@/messages/transfers/receipt';
import { Mark } from '../brand/mark';
import { LocalTime } from '../time/local-time';
import { inFours } from '../ui/in-fours';
import { amountText } from './amount-text';
import { HashText } from './hash-text';
import { PrintButton } from './print-button';

interface Props {
  transfer: TransferView;
  order: OrderView;
  /** Whose receipt it is. */
  organisation: string | null;
}

/** An executed transfer on one sheet of paper: what was approved, by whom and when, and by which numbers it is found. */
export function Receipt({ transfer, order, organisation }: Props) {
  const { customer, tellerName, secondPersonName, secondPersonAt, requirement, authorizedAt } = transfer;
  const account = <span className="figures">{order.payeeAccount.text}</span>;
  return (
    <article className="max-w-3xl rounded-md border border-rule bg-sheet px-6 py-6 sm:px-10 sm:py-8 print:max-w-none print:border-0 print:bg-transparent print:p-0">
      <header className="flex items-start justify-between gap-4 border-ink border-b-2 pb-4">
        <div className="min-w-0">
          <h1 className="font-bold text-2xl tracking-tight">{say.title}</h1>
          <p className="wrap-anywhere text-ink-soft">
            {say.customer({ name: <bdi>{customer.name}</bdi>, number: customer.number })}
          </p>
        </div>
        {organisation ? (
          <span className="wrap-anywhere font-bold text-lg">
            <bdi>{organisation}</bdi>
          </span>
        ) : (
          <span className="flex items-center gap-2 font-bold">
            <Mark className="size-6" />
            <span className="max-sm:sr-only">{product}</span>
          </span>
        )}
      </header>
      <p className="wrap-anywhere mt-5 text-xl">
        {say.amountTo({
          amount: <strong className="block text-[2.25rem] leading-tight">{amountText(order.amount)}</strong>,
          payee: (
            <strong>
              <bdi>{order.payeeName}</bdi>
            </strong>
          ),
        })}
      </p>
      <Lines title={say.sentPart}>
        <Line label={orderSays.payeeAccount}>
          {order.payeeAccount.country === null
            ? say.accountAt({ account, bank: <bdi>{order.payeeAccount.bank}</bdi> })
            : account}
        </Line>
        <Line label={orderSays.sourceAccount}>
          <span className="figures">{inFours(order.sourceAccount)}</span>
        </Line>
        <Line label={orderSays.reference}>
          <bdi>{order.reference || orderSays.noReference}</bdi>
        </Line>
      </Lines>
      <Lines title={say.approvedPart}>
        <Line label={say.enteredBy}>
          {say.whoWhen({
            name: <bdi>{tellerName}</bdi>,
            at: <Moment at={transfer.submittedAt ?? transfer.createdAt} />,
          })}
        </Line>
        {secondPersonName && secondPersonAt ? (
          <Line label={say.checkedBy}>
            {say.whoWhen({ name: <bdi>{secondPersonName}</bdi>, at: <Moment at={secondPersonAt} /> })}
          </Line>
        ) : null}
        <Line label={say.approvedBy}>
          {requirement !== 'none' && authorizedAt
            ? say.onTheirPhone({ name: <bdi>{customer.name}</bdi>, at: <Moment at={authorizedAt} /> })
            : say.noApproval}
        </Line>
      </Lines>
      <Lines title={say.referencesPart}>
        <Line label={say.sent}>{transfer.endedAt ? <Moment at={transfer.endedAt} /> : null}</Line>
        <Line label={orderSays.bankReference}>
          <span className="figures font-semibold">{transfer.bankReference}</span>
        </Line>
        <Line label={orderSays.transferNumber}>
          <span className="figures text-sm">{transfer.id}</span>
        </Line>
        {transfer.hash ? (
          <Line label={orderSays.hash}>
            <HashText hash={transfer.hash} />
          </Line>
        ) : null}
      </Lines>
      <div className="mt-8 print:hidden">
        <PrintButton />
      </div>
    </article>
  );
}

function Lines({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section aria-label={title} className="mt-6 break-inside-avoid">
      <h2 className="border-rule border-b pb-1 font-semibold text-sm">{title}</h2>
      <dl>{children}</dl>
    </section>
  );
}

function Line({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-x-4 border-rule border-b py-1.5 max-sm:flex-col print:flex-row">
      <dt className="w-40 shrink-0 text-ink-soft text-sm">{label}</dt>
      <dd className="wrap-anywhere min-w-0 flex-1">{children}</dd>
    </div>
  );
}

function Moment({ at }: { at: string }) {
  return <LocalTime iso={at} show="document" wrap />;
}
