'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback } from 'react';
import useSWR from 'swr';
import type { TransferList as Listed, TransferListName } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/list';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { getJson, problemMessage } from '../web/get-json';
import { useOnChange } from '../web/use-on-change';
import { useSkipFirst } from '../web/use-skip-first';
import { useLost, useTopic } from '../web/use-topic';
import { type Listing, listingHref, listingOf, listingQuery } from './list-address';
import { ListFilter } from './list-filter';
import { ListTabs } from './list-tabs';
import { NoTransfers } from './no-transfers';
import { TransferTable } from './transfer-table';

interface Props {
  /** The lists this person may see; the first is shown when the address names none. */
  lists: readonly [TransferListName, ...TransferListName[]];
  /** What the server already found for the address the page was opened with. */
  initial: { readonly query: string; readonly result: Listed };
}

/** The work lists of transfers, live. */
export function TransferList({ lists, initial }: Props) {
  const listing = listingOf(useSearchParams(), lists[0]);
  const query = listingQuery(listing);
  const known = initial.query === query ? initial.result : undefined;
  const { data, error, isLoading, mutate } = useSWR<Listed, unknown>(
    `/api/transfers?${query}`,
    getJson<Listed>,
    {
      keepPreviousData: true,
      shouldRetryOnError: false,
      ...(known ? { fallbackData: known, revalidateOnMount: false } : {}),
    },
  );
  // What the page came with is no older list, even while it is read again.
  const stale = isLoading && !known;
  const reread = useCallback(() => void mutate(), [mutate]);
  useTopic('transfers', reread);
  useTopic('alarms', useSkipFirst(reread));
  const lost = useLost();
  useOnChange(lost, () => {
    if (!lost && error) reread();
  });
  const show = useCallback((next: Listing) => window.history.replaceState(null, '', listingHref(next)), []);

  return (
    <>
      <ListTabs lists={lists} listing={listing} counts={data?.counts ?? null} />
      <ListFilter listing={listing} onChange={show} />
      {error && !stale ? (
        <div className="mb-3">
          <ProblemNote message={problemMessage(error)}>
            <Button look="quiet" onClick={() => void mutate()}>
              {say.tryAgain}
            </Button>
          </ProblemNote>
        </div>
      ) : null}
      <p role="status" className="sr-only">
        {data && !stale ? say.counted({ rows: data.rows.length, more: data.more }) : ''}
      </p>
      {data && data.rows.length === 0 ? (
        <NoTransfers listing={listing} />
      ) : data ? (
        <TransferTable rows={data.rows} stale={stale} showsTeller={listing.list !== 'mine'} />
      ) : null}
      {data?.more ? (
        <p className="mt-3 text-ink-soft text-sm">{say.more({ rows: data.rows.length })}</p>
      ) : null}
    </>
  );
}
