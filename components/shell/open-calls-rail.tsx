'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { isOver, type OpenCall } from '@/lib/verification/view';
import { AlarmMark } from '../alarms/alarm-mark';
import { Countdown } from '../time/countdown';
import { Skeleton } from '../ui/skeleton';
import { StatusPicture } from '../verification/pictures';
import { toneInkOnPaper } from '../verification/tones';
import { useOpenCalls } from '../verification/use-open-calls';
import { statusText, toneOf } from '../verification/words';

/** What still needs this agent. A rail where there is room, a strip on top where there is not. */
export function OpenCallsRail() {
  const { data, error } = useOpenCalls();
  const calls = data?.calls ?? [];
  return (
    <aside
      aria-labelledby="open-calls-heading"
      className={`border-rule border-b px-4 py-2 lg:w-56 lg:shrink-0 lg:border-r lg:border-b-0 lg:px-3 lg:py-5 print:hidden ${
        calls.length === 0 ? 'max-lg:hidden' : ''
      }`}
    >
      <div className="lg:sticky lg:top-28">
        <h2 id="open-calls-heading" className="text-ink-soft text-xs lg:px-2">
          Open calls
        </h2>
        {calls.length > 0 && data ? (
          <ul className="-mx-2 flex gap-2 overflow-x-auto py-1 lg:mx-0 lg:flex-col lg:gap-1 lg:overflow-visible">
            {calls.map((call) => (
              <Call key={call.verification.id} call={call} serverNow={data.now} />
            ))}
          </ul>
        ) : (
          <p className="mt-2 text-ink-faint text-sm lg:px-2">
            {error && !data ? (
              'Not available right now.'
            ) : data ? (
              'No open calls'
            ) : (
              <Skeleton className="h-4 w-28" />
            )}
          </p>
        )}
      </div>
    </aside>
  );
}

function Call({ call, serverNow }: { call: OpenCall; serverNow: string }) {
  const { verification, customer } = call;
  const { transferId } = verification;
  const href = transferId
    ? `/transfers/${encodeURIComponent(transferId)}`
    : `/customers/${encodeURIComponent(customer.id)}`;
  const here = usePathname() === href;
  const stopped = call.alarm && isOver(verification);
  const until = verification.status === 'approved' ? verification.grantExpiresAt : verification.expiresAt;
  return (
    <li className="shrink-0">
      <Link
        href={href}
        prefetch={false}
        aria-current={here ? 'page' : undefined}
        className={`block rounded-sm border px-2 py-1.5 max-lg:w-52 ${
          here ? 'border-rule bg-sheet' : 'border-transparent hover:bg-sunken'
        }`}
      >
        <span className="flex items-center gap-1.5">
          <span className="truncate font-semibold text-sm">{customer.name}</span>
          {call.alarm ? <AlarmMark /> : null}
        </span>
        <span className={`flex items-center gap-1.5 text-xs ${toneInkOnPaper[toneOf(verification)]}`}>
          <StatusPicture view={verification} className="size-4" />
          <span className="flex-1">
            {transferId ? 'Transfer: ' : ''}
            {transferId ? statusText(verification).toLowerCase() : statusText(verification)}
          </span>
          {until && !stopped ? (
            <Countdown until={until} serverNow={serverNow} className="text-ink-soft" />
          ) : null}
        </span>
      </Link>
    </li>
  );
}
