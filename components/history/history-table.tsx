import Link from 'next/link';
import type { HistoryRow } from '@/lib/history/view';
import { LocalTime } from '../time/local-time';
import { Standing } from './standing';

/** The newest verifications of everybody. On narrow screens the customer, the time and the outcome remain. */
export function HistoryTable({ rows }: { rows: readonly HistoryRow[] }) {
  if (rows.length === 0) {
    return <p className="text-ink-soft">Nobody has been verified yet. Every request will be listed here.</p>;
  }
  return (
    <div className="overflow-hidden rounded-md border border-rule bg-sheet">
      <table className="w-full text-left">
        <caption className="sr-only">Verifications, newest first</caption>
        <thead className="text-ink-soft text-xs">
          <tr className="border-rule border-b">
            <th scope="col" className="py-1.5 pr-4 pl-4 font-normal">
              Requested
            </th>
            <th scope="col" className="py-1.5 pr-4 font-normal">
              Customer
            </th>
            <th scope="col" className="py-1.5 pr-4 font-normal max-md:hidden">
              Requested by
            </th>
            <th scope="col" className="py-1.5 pr-4 font-normal">
              Outcome
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.id} className="border-rule not-last:border-b hover:bg-paper">
              <td className="py-2 pr-4 pl-4 text-sm">
                <Link
                  href={`/history/${encodeURIComponent(row.id)}`}
                  prefetch={false}
                  className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
                >
                  <LocalTime iso={row.requestedAt} show="moment" wrap />
                </Link>
              </td>
              <td className="wrap-anywhere py-2 pr-4">
                <span className="font-semibold">{row.customer.name}</span>{' '}
                <span className="text-ink-soft text-sm">{row.customer.number}</span>
              </td>
              <td className="wrap-anywhere py-2 pr-4 max-md:hidden">{row.staffName}</td>
              <td className="py-2 pr-4">
                <Standing of={row} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
