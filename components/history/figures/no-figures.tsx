import Link from 'next/link';
import { anything, type HistoryFilter, type Preset, presets } from '@/lib/history/filter/view';
import { say } from '@/messages/figures';
import { filterHref } from '../filter-address';
import { presetNames } from '../filter-words';

/** Nothing to count, and where there may be something. */
export function NoFigures({ filter }: { filter: HistoryFilter }) {
  const longer = longerThan(filter.period);
  const narrowed = Object.entries(filter).some(([name, value]) => name !== 'period' && value !== null);
  return (
    <div className="rounded-md border border-rule border-dashed px-5 py-6">
      <p className="max-w-prose">{narrowed ? say.nothing.matches : say.nothing.inPeriod}</p>
      <ul className="mt-2 flex flex-wrap gap-x-5">
        {longer ? (
          <li>
            <Way href={filterHref('/history/figures', { ...filter, period: { preset: longer } })}>
              {say.nothing.longer({ period: presetNames[longer] })}
            </Way>
          </li>
        ) : null}
        {narrowed ? (
          <li>
            <Way href={filterHref('/history/figures', { ...anything, period: filter.period })}>
              {say.nothing.unfiltered}
            </Way>
          </li>
        ) : null}
      </ul>
    </div>
  );
}

function Way({ href, children }: { href: string; children: string }) {
  return (
    <Link
      href={href}
      prefetch={false}
      className="inline-flex min-h-9 items-center text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11"
    >
      {children}
    </Link>
  );
}

/** The next longer period to choose; for days somebody typed it is the longest, wherever they lie. */
function longerThan(period: HistoryFilter['period']): Preset | null {
  if (!period || !('preset' in period)) return '365d';
  if (period.preset === 'today' || period.preset === 'yesterday') return '7d';
  return presets[presets.indexOf(period.preset) + 1] ?? null;
}
