import type { ReactNode } from 'react';
import type { OrderView, TransferView } from '@/lib/transfers/view';
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
  return (
    <article className="max-w-3xl rounded-md border border-rule bg-sheet px-6 py-6 sm:px-10 sm:py-8 print:max-w-none print:border-0 print:bg-transparent print:p-0">
      <header className="flex items-start justify-between gap-4 border-ink border-b-2 pb-4">
        <div className="min-w-0">
          <h1 className="font-bold text-2xl tracking-tight">Transfer receipt</h1>
          <p className="wrap-anywhere text-ink-soft">
            <bdi>{customer.name}</bdi>, {customer.number}
          </p>
        </div>
        {organisation ? (
          <span className="wrap-anywhere font-bold text-lg">
            <bdi>{organisation}</bdi>
          </span>
        ) : (
          <span className="flex items-center gap-2 font-bold">
            <Mark className="size-6" />
            <span className="max-sm:sr-only">Countersign</span>
          </span>
        )}
      </header>
      <p className="wrap-anywhere mt-5 text-xl">
        <strong className="block text-[2.25rem] leading-tight">{amountText(order.amount)}</strong> to{' '}
        <strong>
          <bdi>{order.payeeName}</bdi>
        </strong>
      </p>
      <Lines title="What was sent">
        <Line label="Payee’s account">
          <span className="figures">{order.payeeAccount.text}</span>
          {order.payeeAccount.country === null ? (
            <>
              {' at '}
              <bdi>{order.payeeAccount.bank}</bdi>
            </>
          ) : null}
        </Line>
        <Line label="From account">
          <span className="figures">{inFours(order.sourceAccount)}</span>
        </Line>
        <Line label="Reference">
          <bdi>{order.reference || 'None'}</bdi>
        </Line>
      </Lines>
      <Lines title="Who approved it">
        <Line label="Entered by">
          <bdi>{tellerName}</bdi>, <Moment at={transfer.submittedAt ?? transfer.createdAt} />
        </Line>
        {secondPersonName && secondPersonAt ? (
          <Line label="Checked by">
            <bdi>{secondPersonName}</bdi>, <Moment at={secondPersonAt} />
          </Line>
        ) : null}
        <Line label="Approved by">
          {requirement !== 'none' && authorizedAt ? (
            <>
              <bdi>{customer.name}</bdi>, on their own phone, <Moment at={authorizedAt} />
            </>
          ) : (
            'Small amounts need no approval'
          )}
        </Line>
      </Lines>
      <Lines title="References">
        <Line label="Sent">{transfer.endedAt ? <Moment at={transfer.endedAt} /> : null}</Line>
        <Line label="Bank’s reference">
          <span className="figures font-semibold">{transfer.bankReference}</span>
        </Line>
        <Line label="Transfer number">
          <span className="figures text-sm">{transfer.id}</span>
        </Line>
        {transfer.hash ? (
          <Line label="Fingerprint (SHA-256)">
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
