import Link from 'next/link';
import type { CustomerView } from '@/lib/customers/view';
import { say } from '@/messages/customers';
import { AlarmMark } from '../alarms/alarm-mark';
import { withCall } from '../verification/call-reference-address';
import { PendingMark } from './pending-mark';

export const rowGrid =
  'grid gap-x-4 px-4 md:grid-cols-[minmax(10rem,2fr)_minmax(6rem,1fr)_minmax(6rem,1.2fr)_minmax(8rem,1.2fr)_minmax(9rem,1.6fr)_5rem]';

/** One match. The link is named by the customer and covers the row. */
export function ResultRow({ customer, callReference }: { customer: CustomerView; callReference: string }) {
  return (
    <li
      className={`${rowGrid} relative min-h-11 grid-cols-[1fr_auto] items-center gap-y-0 border-rule py-1.5 not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash`}
    >
      <Link
        href={withCall(`/customers/${encodeURIComponent(customer.id)}`, callReference)}
        prefetch={false}
        data-result
        className="wrap-anywhere font-semibold outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
      >
        {customer.name}
        {customer.alarm ? (
          <>
            {' '}
            <AlarmMark />
          </>
        ) : null}
        <PendingMark />
      </Link>
      <span className="max-md:text-right max-md:text-sm">{customer.number}</span>
      <span className="text-ink-soft max-md:text-sm">{customer.city}</span>
      <span className="text-ink-soft max-md:text-right max-md:text-sm">{customer.phoneMasked}</span>
      <span className="truncate text-ink-soft max-md:text-sm">{customer.emailMasked}</span>
      <span className="text-ink-soft text-sm max-md:text-right">{say.segments[customer.segment]}</span>
    </li>
  );
}
