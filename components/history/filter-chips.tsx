import Link from 'next/link';
import { anything, type HistoryFilter } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import { say } from '@/messages/history/filter';
import { CrossIcon } from '../ui/icons';
import { filterHref } from './filter-address';
import { whatIsSet } from './filter-words';

interface Props {
  path: '/history' | '/history/figures';
  filter: HistoryFilter;
  staff: readonly StaffMember[];
}

/** What narrows the page down, each with the way to be rid of it. */
export function FilterChips({ path, filter, staff }: Props) {
  const set = whatIsSet(filter, staff);
  const chips = set.map(({ label, without }) => ({ label, href: filterHref(path, without) }));
  return <Chips chips={chips} clear={filterHref(path, anything)} />;
}

/** @param clear where nothing narrows */
export function Chips({
  chips,
  clear,
}: {
  chips: readonly { label: string; href: string }[];
  clear: string;
}) {
  if (chips.length === 0) return null;
  return (
    <ul aria-label={say.active.name} className="mt-3 flex flex-wrap items-center gap-2">
      {chips.map(({ label, href }) => (
        <li key={label} className="min-w-0">
          <Link
            href={href}
            prefetch={false}
            aria-label={say.active.remove({ filter: label })}
            className="flex min-h-8 items-center gap-1.5 rounded-full border border-seal/40 bg-seal-wash py-1 pr-2 pl-3 text-ink text-sm hover:border-seal pointer-coarse:min-h-11 print:border-edge"
          >
            <span className="wrap-anywhere min-w-0">{label}</span>
            <CrossIcon className="size-4 text-seal print:hidden" />
          </Link>
        </li>
      ))}
      <li className="print:hidden">
        <Link
          href={clear}
          prefetch={false}
          className="inline-flex min-h-8 items-center px-1 text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11"
        >
          {say.active.clear}
        </Link>
      </li>
    </ul>
  );
}
