import Link from 'next/link';
import type { ReportPage } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { isRemoved } from '../history/removed';
import { PendingMark } from '../lookup/pending-mark';
import { LocalTime } from '../time/local-time';

interface Props {
  caption: string;
  rows: readonly Pick<ReportPage, 'id' | 'at' | 'source' | 'by' | 'reason' | 'about' | 'customer'>[];
}

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:block max-md:px-0 max-md:py-0 max-md:first:pl-0';

/** What was reported, each with its page. */
export function ReportsTable({ caption, rows }: Props) {
  return (
    <div className="overflow-hidden rounded-md border border-rule bg-sheet">
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-ink-soft text-xs max-md:sr-only">
          <tr className="border-rule border-b">
            {Object.values(say.reportColumns).map((name) => (
              <th key={name} scope="col" className={head}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="max-md:block">
          {rows.map((row) => (
            <Row key={row.id} row={row} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ row: { id, at, source, by, customer, about } }: { row: Props['rows'][number] }) {
  return (
    <tr className="relative border-rule not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash max-md:block max-md:px-4 max-md:py-3">
      <td id={`${id}-time`} className={`${cell} text-ink-soft text-sm leading-[1.607]`}>
        <LocalTime iso={at} show="minute" />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <Link
          href={`/history/reports/${encodeURIComponent(id)}`}
          prefetch={false}
          id={`${id}-name`}
          aria-labelledby={`${id}-name ${id}-time`}
          className="font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
        >
          {customer?.name ?? say.about.nobody}
          <PendingMark />
        </Link>{' '}
        <span className="text-ink-soft text-sm">
          {customer ? (isRemoved(customer) ? null : customer.number) : about}
        </span>
      </td>
      <td className={`${cell} text-sm leading-[1.607]`}>{say.sources[source].happened}</td>
      <td
        className={`${cell} wrap-anywhere text-ink-soft text-sm leading-[1.607] ${by ? '' : 'max-md:hidden'}`}
      >
        {by ?? '–'}
      </td>
    </tr>
  );
}
