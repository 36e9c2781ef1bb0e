import Link from 'next/link';
import { isEnough } from '@/lib/customers/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import { filterHref } from './filter-address';
import { whatIsSet } from './filter-words';

interface Props {
  filter: HistoryFilter;
  staff: readonly StaffMember[];
  all: boolean;
  /** Whether this is another page than the first: all there is stands on those before. */
  further: boolean;
}

/** An empty list: why it is, and what to do about it. */
export function NothingFound({ filter, staff, all, further }: Props) {
  const set = whatIsSet(filter, staff);
  return (
    <div className="mt-3 rounded-md border border-rule border-dashed px-5 py-6">
      <p className="max-w-prose">{saysWhy(filter, set.length, all, further)}</p>
      {set.length > 0 && !further ? (
        <>
          <p className="mt-1 text-ink-soft text-sm">
            {set.length === 1 ? 'Look without it:' : 'Loosen one of them:'}
          </p>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {set.map(({ field, label, without }) => (
              <li key={field} className="wrap-anywhere">
                <Link
                  href={filterHref('/history', without)}
                  prefetch={false}
                  className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
                >
                  Without “{label}”
                </Link>
              </li>
            ))}
          </ul>
        </>
      ) : null}
    </div>
  );
}

function saysWhy({ period, customer }: HistoryFilter, set: number, all: boolean, further: boolean): string {
  if (further) return 'There is nothing older than this.';
  if (set === 0)
    return all
      ? 'Nobody has been verified yet. Every request will be listed here.'
      : 'You have not verified anybody yet. Every request of yours will be listed here.';
  if (period && 'from' in period && period.from && period.to && period.from > period.to)
    return 'The period ends before it begins, so nothing can lie in it.';
  if (customer && !isEnough(customer))
    return 'That is too little to look a customer up by. Type more of the name, or the number.';
  return set === 1 ? 'No verification matches this filter.' : 'No verification matches all of these filters.';
}
