import Link from 'next/link';
import type { AlarmRow } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { isRemoved } from '../history/removed';
import { PendingMark } from '../lookup/pending-mark';
import { LocalTime } from '../time/local-time';
import { StatusPicture } from '../verification/pictures';

const head = 'py-1.5 pr-4 font-normal first:pl-4';
const cell = 'py-2 pr-4 align-top first:pl-4 max-md:block max-md:px-0 max-md:py-0 max-md:first:pl-0';

/** A table where there is room for one, and a card for each alarm where there is not. */
export function AlarmsTable({ rows }: { rows: readonly AlarmRow[] }) {
  return (
    <div className="overflow-hidden rounded-md border border-rule bg-sheet">
      <table className="w-full text-left max-md:block">
        <caption className="sr-only">{say.list.caption}</caption>
        <thead className="text-ink-soft text-xs max-md:sr-only">
          <tr className="border-rule border-b">
            {Object.values(say.list.columns).map((name) => (
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

/** The link is named by customer and time, and covers the row. */
function Row({ row: { id, customer, raisedAt, reports, lifted } }: { row: AlarmRow }) {
  const [newest] = reports;
  return (
    <tr className="relative border-rule not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash max-md:block max-md:px-4 max-md:py-3">
      <td id={`${id}-time`} className={`${cell} text-ink-soft text-sm leading-[1.607]`}>
        <LocalTime iso={raisedAt} show="minute" />
      </td>
      <td className={`${cell} wrap-anywhere`}>
        <Link
          href={`/alarms/${encodeURIComponent(id)}`}
          prefetch={false}
          id={`${id}-name`}
          aria-labelledby={`${id}-name ${id}-time`}
          className="font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
        >
          {customer.name}
          <PendingMark />
        </Link>{' '}
        <span className="text-ink-soft text-sm">{isRemoved(customer) ? null : customer.number}</span>
      </td>
      <td className={`${cell} wrap-anywhere text-sm leading-[1.607]`}>
        {newest
          ? say.list.reported({
              source: say.sources[newest.source].name,
              by: newest.by,
              others: reports.length - 1,
            })
          : null}
      </td>
      <td className={cell}>
        <State lifted={lifted} />
      </td>
    </tr>
  );
}

function State({ lifted }: Pick<AlarmRow, 'lifted'>) {
  if (!lifted) {
    return (
      <span className="flex items-center gap-2 font-semibold text-bad">
        <StatusPicture
          view={{ status: 'failed', reason: 'fraud_reported', grantEnd: null }}
          className="size-5"
        />
        {say.list.standing}
      </span>
    );
  }
  return (
    <span className="wrap-anywhere text-ink-soft text-sm leading-[1.607]">
      {say.list.liftedBy({ by: lifted.by, at: <LocalTime iso={lifted.at} show="minute" /> })}
    </span>
  );
}
