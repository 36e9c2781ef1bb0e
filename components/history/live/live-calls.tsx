'use client';

import Link from 'next/link';
import type { LiveCall, LiveView } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { numberText } from '@/messages/locale';
import { Countdown } from '../../time/countdown';
import { StatusPicture } from '../../verification/pictures';
import { purposeNames } from '../filter-words';
import { useRoom } from './use-room';

/** Who is being asked right now, the one who has waited longest first: as many as fit, and the rest counted. */
export function LiveCalls({ view }: { view: LiveView }) {
  const { calls, waiting } = view;
  const { list, room } = useRoom(calls.length > 0);
  // The line that counts the rest takes the place of a row.
  const shown = waiting <= room ? calls : calls.slice(0, room - 1);
  const rest = waiting - shown.length;
  return (
    <section aria-labelledby="calls-heading" className="min-w-0">
      <h2 id="calls-heading" className="mb-2 flex items-baseline gap-3 font-semibold text-lg">
        {say.calls.heading}
        <span className="font-normal text-base text-ink-soft">{numberText(waiting)}</span>
      </h2>
      {calls.length > 0 ? (
        <div className="overflow-hidden rounded-md border border-rule bg-sheet">
          <ul ref={list}>
            {shown.map((call) => (
              <Call key={call.id} call={call} serverNow={view.now} />
            ))}
          </ul>
          {rest > 0 ? <p className="px-4 py-2 text-ink-soft">{say.calls.more({ calls: rest })}</p> : null}
        </div>
      ) : (
        <p className="rounded-md border border-rule border-dashed px-4 py-6 text-ink-soft">
          {say.calls.none}
        </p>
      )}
    </section>
  );
}

/** The link is named by the customer and covers the row. */
function Call({ call, serverNow }: { call: LiveCall; serverNow: string }) {
  const { customer } = call;
  return (
    <li className="relative grid grid-cols-[4.5rem_minmax(0,1fr)] items-center gap-x-4 border-rule px-4 py-1.5 not-last:border-b hover:bg-paper has-[a:focus-visible]:bg-seal-wash lg:grid-cols-[calc(var(--text-xl)*3.4)_minmax(0,1fr)_auto]">
      <div className="max-lg:row-span-2">
        <Countdown
          until={call.expiresAt}
          since={call.requestedAt}
          serverNow={serverNow}
          className="block text-right font-semibold text-xl leading-none"
        />
      </div>
      <div className="min-w-0">
        <p className="flex min-w-0 items-baseline gap-x-3">
          <Link
            href={`/history/${encodeURIComponent(call.id)}`}
            prefetch={false}
            className="min-w-0 truncate font-semibold text-lg leading-tight outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
          >
            {customer.name}
          </Link>
          <span className="whitespace-nowrap text-ink-soft text-sm">{customer.number}</span>
        </p>
        <p className="truncate text-ink-soft text-sm">
          {say.calls.by({ staff: call.staffName, purpose: purposeNames[call.purpose] })}
        </p>
      </div>
      <State call={call} />
    </li>
  );
}

function State({ call }: { call: LiveCall }) {
  const away = !call.opReachable;
  return (
    <p
      className={`flex items-center gap-2 text-sm ${away ? 'font-semibold text-wait' : 'text-ink-soft'} max-lg:col-start-2`}
    >
      <StatusPicture
        view={{
          status: away ? 'failed' : 'pending',
          reason: away ? 'op_unreachable' : null,
          grantEnd: null,
        }}
        className="size-5"
      />
      {away ? say.calls.opAway : call.sent ? say.calls.waiting : say.calls.sending}
    </p>
  );
}
