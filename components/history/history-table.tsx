import Link from 'next/link';
import type { HistoryRow } from '@/lib/history/view';
import { say as list } from '@/messages/history/list';
import { PendingMark } from '../lookup/pending-mark';
import { LocalTime } from '../time/local-time';
import { durationText } from './duration-text';
import { purposeNames } from './filter-words';
import { isRemoved } from './removed';
import { Standing } from './standing';

const say = list.table;

interface Props {
  rows: readonly HistoryRow[];
  /** Whether they are everybody's, so that it matters who asked. */
  all: boolean;
}

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:p-0 max-md:first:pl-0 print:text-sm';

/** A table where there is room for one, and a card for each verification where there is not. */
export function HistoryTable({ rows, all }: Props) {
  const calls = rows.some(({ callReference }) => callReference !== null);
  return (
    <div className="overflow-hidden rounded-md border border-rule bg-sheet print:overflow-visible print:border-0 print:bg-transparent">
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{say.caption}</caption>
        <thead className="text-ink-soft text-xs max-md:sr-only">
          <tr className="border-rule border-b">
            <th scope="col" className={head}>
              {say.requested}
            </th>
            <th scope="col" className={head}>
              {say.customer}
            </th>
            {all ? (
              <th scope="col" className={head}>
                {say.staff}
              </th>
            ) : null}
            <th scope="col" className={head}>
              {say.purpose}
            </th>
            <th scope="col" className={head}>
              {say.outcome}
            </th>
            <th scope="col" className={`${head} text-right`}>
              {say.answered}
            </th>
            {calls ? (
              <th scope="col" className={`${head} pl-4`}>
                {say.call}
              </th>
            ) : null}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.id} row={row} all={all} calls={calls} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** The link is named by customer and time, and covers the row. */
function Row({ row, all, calls }: { row: HistoryRow; all: boolean; calls: boolean }) {
  const { id, customer, answerSeconds, callReference } = row;
  return (
    <tr className="relative break-inside-avoid border-rule not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto_auto] max-md:gap-x-4 max-md:gap-y-0.5 max-md:px-4 max-md:py-3">
      <td
        id={`${id}-time`}
        className={`${cell} text-ink-soft text-sm leading-[1.607] max-md:order-2 max-md:col-span-2 max-md:text-right`}
      >
        <LocalTime iso={row.requestedAt} show="moment" wrap />
      </td>
      <td className={`${cell} wrap-anywhere max-md:order-1`}>
        <Link
          href={`/history/${encodeURIComponent(id)}`}
          prefetch={false}
          id={`${id}-name`}
          aria-labelledby={`${id}-name ${id}-time`}
          className="font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
        >
          {customer.name}
          <PendingMark />
        </Link>{' '}
        <span className="whitespace-nowrap text-ink-soft text-sm max-md:block">
          {isRemoved(customer) ? null : customer.number}
        </span>
      </td>
      {all ? (
        <td className={`${cell} wrap-anywhere max-md:order-5 max-md:text-ink-soft max-md:text-sm`}>
          {say.by({ name: row.staffName, label: (words) => <span className="md:hidden">{words}</span> })}
        </td>
      ) : null}
      <td
        className={`${cell} text-sm leading-[1.607] max-md:order-6 max-md:text-ink-soft max-md:leading-normal ${all ? 'max-md:col-span-2 max-md:text-right' : 'max-md:col-span-3'}`}
      >
        {purposeNames[row.purpose]}
      </td>
      <td className={`${cell} max-md:order-3 max-md:col-span-2`}>
        <Standing of={row} />
      </td>
      <td className={`${cell} whitespace-nowrap text-right max-md:order-4`}>
        {answerSeconds === null ? (
          <span className="text-ink-faint max-md:hidden">{say.notAnswered}</span>
        ) : (
          durationText(answerSeconds)
        )}
      </td>
      {calls ? (
        <td
          className={`${cell} wrap-anywhere text-sm leading-[1.607] max-md:order-7 max-md:col-span-3 md:pl-4`}
        >
          {callReference
            ? say.ofCall({
                reference: callReference,
                label: (words) => <span className="text-ink-soft md:hidden">{words}</span>,
              })
            : null}
        </td>
      ) : null}
    </tr>
  );
}
