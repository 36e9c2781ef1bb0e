import Link from 'next/link';
import { isEnough } from '@/lib/customers/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import { say as list } from '@/messages/history/list';
import { filterHref } from './filter-address';
import { whatIsSet } from './filter-words';

const say = list.nothing;

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
          <p className="mt-1 text-ink-soft text-sm">{set.length === 1 ? say.removeIt : say.removeOne}</p>
          <ul className="mt-1 list-disc space-y-1 pl-5">
            {set.map(({ field, label, without }) => (
              <li key={field} className="wrap-anywhere">
                <Link
                  href={filterHref('/history', without)}
                  prefetch={false}
                  className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
                >
                  {say.without({ filter: label })}
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
  if (further) return say.older;
  if (set === 0) return all ? say.everybody : say.own;
  if (period && 'from' in period && period.from && period.to && period.from > period.to) return say.backwards;
  if (customer && !isEnough(customer)) return say.tooShort;
  return set === 1 ? say.filter : say.filters;
}
