'use client';

import { usePathname } from 'next/navigation';
import { useRef } from 'react';
import { say } from '@/messages/shell';
import { Skeleton } from '../ui/skeleton';
import { useOpenCalls } from '../verification/use-open-calls';
import { callHref, titleNews } from './call-words';
import { type DismissEnd, OpenCallRow } from './open-call-row';
import { useAlerts } from './use-alerts';
import { useTitleNews } from './use-title-news';

/** What still needs this person, and what has ended without their having read it. A rail where there is room, else a strip on top. */
export function OpenCallsRail({ dismiss }: { dismiss: DismissEnd }) {
  const { data, error, mutate } = useOpenCalls();
  const path = usePathname();
  const heading = useRef<HTMLHeadingElement>(null);
  const calls = data?.calls ?? [];
  useTitleNews(titleNews(calls, path));
  useAlerts(data?.calls);

  const forget = (id: string) => {
    // Whoever works by the keyboard goes on from here, not from the top of the page.
    heading.current?.focus();
    void mutate(
      (known) =>
        known && { ...known, calls: known.calls.filter(({ verification }) => verification.id !== id) },
      { revalidate: false },
    );
  };
  return (
    <aside
      aria-labelledby="open-calls-heading"
      className={`border-rule border-b px-4 py-2 lg:w-56 lg:shrink-0 lg:border-r lg:border-b-0 lg:px-3 lg:py-5 print:hidden ${
        calls.length === 0 ? 'max-lg:hidden' : ''
      }`}
    >
      <div className="lg:sticky lg:top-28">
        <h2
          ref={heading}
          id="open-calls-heading"
          tabIndex={-1}
          className="text-ink-soft text-xs outline-none lg:px-2"
        >
          {say.calls.title}
        </h2>
        {calls.length > 0 && data ? (
          <ul className="-mx-2 flex gap-2 overflow-x-auto py-1 lg:mx-0 lg:flex-col lg:gap-1 lg:overflow-visible">
            {calls.map((call) => (
              <OpenCallRow
                key={call.verification.id}
                call={call}
                serverNow={data.now}
                here={path === callHref(call)}
                dismiss={dismiss}
                onDismissed={() => forget(call.verification.id)}
              />
            ))}
          </ul>
        ) : (
          <p className="mt-2 text-ink-faint text-sm lg:px-2">
            {error && !data ? (
              say.calls.unavailable
            ) : data ? (
              say.calls.none
            ) : (
              <Skeleton className="h-4 w-28" />
            )}
          </p>
        )}
      </div>
    </aside>
  );
}
