'use client';

import { useSearchParams } from 'next/navigation';
import { useCallback, useRef } from 'react';
import useSWR from 'swr';
import { isEnough, type SearchResult } from '@/lib/customers/view';
import { say } from '@/messages/lookup';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { callReferenceIn } from '../verification/call-reference-address';
import { getJson, problemMessage } from '../web/get-json';
import { useOnChange } from '../web/use-on-change';
import { useSkipFirst } from '../web/use-skip-first';
import { useLost, useTopic } from '../web/use-topic';
import { queryOf } from './address';
import { Hints } from './hints';
import { NoneFound } from './none-found';
import { Results } from './results';
import { useResultKeys } from './use-result-keys';

interface Props {
  /** What the server already found for the address the page was opened with. */
  initial: { readonly query: string; readonly result: SearchResult } | null;
}

export function Lookup({ initial }: Props) {
  const params = useSearchParams();
  const query = queryOf(params);
  const callReference = callReferenceIn(params);
  const enough = isEnough(query);
  const known = initial?.query === query ? initial.result : undefined;
  const { data, error, isLoading, mutate } = useSWR<SearchResult, unknown>(
    enough ? `/api/customers?q=${encodeURIComponent(query)}` : null,
    getJson<SearchResult>,
    {
      keepPreviousData: true,
      revalidateOnFocus: false,
      shouldRetryOnError: false,
      ...(known ? { fallbackData: known, revalidateOnMount: false } : {}),
    },
  );

  // An alarm that is raised or lifted is seen on the rows that are there.
  const reread = useCallback(() => void mutate(), [mutate]);
  useTopic(enough ? 'alarms' : null, useSkipFirst(reread));

  // It goes on by itself when the desk is there again.
  const lost = useLost();
  useOnChange(lost, () => {
    if (!lost && error) void mutate();
  });

  const stale = isLoading && data !== undefined;
  const list = useRef<HTMLDivElement>(null);
  useResultKeys(list, enough && !isLoading && !error ? query : null);

  return (
    <div ref={list}>
      <p
        role="status"
        className={enough && data?.customers.length && !error ? 'mb-2 text-ink-soft text-sm' : 'sr-only'}
      >
        {enough && data && !error && !isLoading ? countText(data) : stale ? say.searching : ''}
      </p>
      {!enough ? (
        <Hints tooShort={query.length > 0} />
      ) : error && !isLoading ? (
        <ProblemNote message={problemMessage(error)}>
          <Button look="quiet" onClick={() => void mutate()}>
            {say.retry}
          </Button>
        </ProblemNote>
      ) : data && data.customers.length === 0 ? (
        <NoneFound query={query} stale={stale} />
      ) : (
        <Results {...{ result: data, stale, callReference }} />
      )}
    </div>
  );
}

function countText({ customers, more }: SearchResult): string {
  if (more) return say.firstOfMore({ shown: customers.length });
  return customers.length === 0 ? say.foundNone : say.found({ customers: customers.length });
}
