import type { HistoryFilter } from '@/lib/history/filter/view';
import { Pages } from '../ui/pages';
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
  return (
    <Pages
      first={filterHref('/history', filter)}
      next={older && filterHref('/history', filter, { before: older })}
      further={further}
    />
  );
}
