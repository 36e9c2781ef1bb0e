import Link from 'next/link';
import type { TransferList, TransferListName } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/list';
import { type Listing, listingHref } from './list-address';

interface Props {
  lists: readonly TransferListName[];
  listing: Listing;
  counts: TransferList['counts'] | null;
}

/** The lists, and how many wait in those where somebody has to do something. */
export function ListTabs({ lists, listing, counts }: Props) {
  return (
    <nav aria-label={say.tabs} className="mb-3 border-rule border-b">
      <ul className="-mb-px -ml-2 flex flex-wrap gap-x-1">
        {lists.map((list) => {
          const here = list === listing.list;
          const count = list === 'second' || list === 'reconcile' ? counts?.[list] : undefined;
          return (
            <li key={list}>
              <Link
                href={listingHref({ list, status: null, text: listing.text })}
                prefetch={false}
                aria-current={here ? 'page' : undefined}
                className={`flex min-h-9 items-center gap-1.5 border-b-2 px-2 pointer-coarse:min-h-11 ${
                  here
                    ? 'border-seal font-semibold text-ink'
                    : 'border-transparent text-ink-soft hover:text-ink'
                }`}
              >
                {say.lists[list]}
                {count ? (
                  <span className="rounded-full bg-seal px-1.5 font-semibold text-on-seal text-xs">
                    {count}
                  </span>
                ) : null}
              </Link>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
