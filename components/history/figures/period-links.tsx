import Link from 'next/link';
import { type HistoryFilter, presets } from '@/lib/history/filter/view';
import { say } from '@/messages/figures';
import { filterHref } from '../filter-address';

/** The usual periods, one press away, with everything else in the filter as it is. */
export function PeriodLinks({ filter }: { filter: HistoryFilter }) {
  const here = filter.period && 'preset' in filter.period ? filter.period.preset : null;
  return (
    <nav aria-label={say.period.label} className="print:hidden">
      <ul className="grid grid-cols-3 gap-px overflow-hidden rounded-sm border border-edge bg-rule sm:grid-cols-6">
        {presets.map((preset) => (
          <li key={preset}>
            <Link
              href={filterHref('/history/figures', { ...filter, period: { preset } })}
              prefetch={false}
              aria-current={preset === here ? 'page' : undefined}
              className={`flex min-h-9 items-center justify-center whitespace-nowrap px-3 -outline-offset-2 pointer-coarse:min-h-11 ${
                preset === here ? 'bg-seal font-semibold text-on-seal' : 'bg-sheet hover:bg-sunken'
              }`}
            >
              {say.period.names[preset]}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
