import Link from 'next/link';
import type { HistoryFilter } from '@/lib/history/filter/view';
import { buttonClass } from '../ui/button';
import { filterHref } from './filter-address';

interface Props {
  filter: HistoryFilter;
  /** What is older than this page, if anything is. */
  older: string | null;
  /** Whether this is another page than the first. */
  further: boolean;
}

/** Forward through the history, and back to its beginning: what lies between is the browser's own "back". */
export function Paging({ filter, older, further }: Props) {
  if (!older && !further) return null;
  return (
    <nav aria-label="Pages" className="mt-4 flex gap-3 print:hidden">
      {further ? (
        <Link href={filterHref('/history', filter)} prefetch={false} className={buttonClass('quiet')}>
          Newest
        </Link>
      ) : null}
      {older ? (
        <Link
          href={filterHref('/history', filter, { before: older })}
          prefetch={false}
          rel="next"
          className={buttonClass('quiet')}
        >
          Older
        </Link>
      ) : null}
    </nav>
  );
}
