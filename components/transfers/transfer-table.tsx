import Link from 'next/link';
import type { TransferRow } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/list';
import { say as orderSays } from '@/messages/transfers/order';
import { AlarmMark } from '../alarms/alarm-mark';
import { PendingMark } from '../lookup/pending-mark';
import { LocalTime } from '../time/local-time';
import { transferHref } from './address';
import { amountText } from './amount-text';
import { TransferStanding } from './transfer-standing';

interface Props {
  rows: readonly TransferRow[];
  stale: boolean;
  showsTeller: boolean;
}

const { table: columns } = say;

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'wrap-anywhere py-2.5 pr-4 align-top first:pl-4 max-md:p-0 max-md:first:pl-0';

/** A table where there is room for one, and a card for each transfer where there is not. */
export function TransferTable({ rows, stale, showsTeller }: Props) {
  return (
    <div
      aria-busy={stale}
      className={`overflow-hidden rounded-md border border-rule bg-sheet ${stale ? 'opacity-60' : ''}`}
    >
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{columns.caption}</caption>
        <thead className="text-ink-soft text-xs max-md:sr-only">
          <tr className="border-rule border-b">
            <th scope="col" className={`${head} w-36 text-right`}>
              {columns.amount}
            </th>
            <th scope="col" className={head}>
              {columns.payee}
            </th>
            <th scope="col" className={head}>
              {columns.customer}
            </th>
            <th scope="col" className={head}>
              {columns.status}
            </th>
            {showsTeller ? (
              <th scope="col" className={head}>
                {columns.teller}
              </th>
            ) : null}
            <th scope="col" className={head}>
              {columns.changed}
            </th>
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.id} row={row} showsTeller={showsTeller} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The link is named by amount and payee, and covers the row. */
function Row({ row, showsTeller }: { row: TransferRow; showsTeller: boolean }) {
  const { customer, amount, payeeName } = row;
  const amountShown = amount ? amountText(amount) : null;
  return (
    <tr className="relative border-rule not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-4 max-md:gap-y-0.5 max-md:px-4 max-md:py-3">
      <td className={`${cell} whitespace-nowrap text-right font-semibold max-md:order-2`}>
        {amountShown ?? <span className="text-ink-faint">{columns.noAmount}</span>}
      </td>
      <td className={`${cell} max-md:order-1`}>
        <Link
          href={transferHref(row.id)}
          prefetch={false}
          aria-label={linkName(amountShown, payeeName, customer.name)}
          className="font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
        >
          {payeeName ?? columns.noPayee}
          <PendingMark />
        </Link>
      </td>
      <td className={`${cell} max-md:order-3 max-md:col-span-2 max-md:text-sm`}>
        {customer.name} <span className="text-ink-soft text-sm">{customer.number}</span>
        {row.alarm ? (
          <>
            {' '}
            <AlarmMark />
          </>
        ) : null}
      </td>
      <td className={`${cell} max-md:order-4 max-md:text-sm ${showsTeller ? 'max-md:col-span-2' : ''}`}>
        <TransferStanding of={row} />
      </td>
      {showsTeller ? (
        <td className={`${cell} max-md:order-5 max-md:text-ink-soft max-md:text-sm`}>
          <span className="md:hidden">{columns.by}</span> {row.mine ? columns.you : row.tellerName}
        </td>
      ) : null}
      <td className={`${cell} text-ink-soft text-sm max-md:order-6 max-md:text-right`}>
        <LocalTime iso={row.updatedAt} show="moment" wrap />
      </td>
    </tr>
  );
}

function linkName(amount: string | null, payee: string | null, customer: string): string {
  if (amount && payee) return orderSays.amountTo({ amount, payee });
  return columns.draftFor({ payee, customer });
}
