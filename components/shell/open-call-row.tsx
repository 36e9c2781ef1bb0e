'use client';

import Link from 'next/link';
import { isOver, type OpenCall } from '@/lib/verification/view';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/shell';
import { AlarmMark } from '../alarms/alarm-mark';
import { Countdown } from '../time/countdown';
import { CrossIcon } from '../ui/icons';
import { StatusPicture } from '../verification/pictures';
import { toneInkOnPaper } from '../verification/tones';
import { toneOf } from '../verification/words';
import { useAction } from '../web/use-action';
import { callHref, callStatus, endOf } from './call-words';

export type DismissEnd = (verificationId: string) => Promise<Result<null>>;

interface Props {
  call: OpenCall;
  serverNow: string;
  here: boolean;
  dismiss: DismissEnd;
  onDismissed: () => void;
}

/** One call of the rail: how it stands, and once it is over what to do, until that was read. */
export function OpenCallRow({ call, serverNow, here, dismiss, onDismissed }: Props) {
  const { verification, customer } = call;
  const { run, busy, problem } = useAction<null>(onDismissed);
  const end = endOf(call);
  const until = verification.status === 'approved' ? verification.grantExpiresAt : verification.expiresAt;
  return (
    <li
      className={`relative shrink-0 rounded-sm border max-lg:w-60 ${
        here || end ? 'border-rule' : 'border-transparent'
      } ${here ? 'bg-sheet' : ''}`}
    >
      <Link
        href={callHref(call)}
        prefetch={false}
        aria-current={here ? 'page' : undefined}
        className={`block rounded-sm px-2 py-1.5 ${here ? '' : 'hover:bg-sunken'}`}
      >
        <span className={`flex items-center gap-1.5 ${end ? 'pr-6' : ''}`}>
          <span className="truncate font-semibold text-sm">{customer.name}</span>
          {call.alarm ? <AlarmMark /> : null}
        </span>
        <span
          className={`flex items-center gap-1.5 text-xs ${toneInkOnPaper[end?.tone ?? toneOf(verification)]}`}
        >
          <StatusPicture view={verification} className="size-4 shrink-0" />
          <span className="flex-1">{callStatus(call)}</span>
          {until && !isOver(verification) ? (
            <Countdown until={until} serverNow={serverNow} className="text-ink-soft" />
          ) : null}
        </span>
        {end ? <span className="mt-0.5 block text-ink-soft text-xs">{end.next[0]}</span> : null}
      </Link>
      {end ? (
        <button
          type="button"
          aria-label={say.calls.dismiss({ name: customer.name, status: callStatus(call) })}
          aria-disabled={busy || undefined}
          onClick={() => void run(() => dismiss(verification.id))}
          className="absolute top-1 right-1 grid size-6 place-items-center rounded-xs text-ink-soft hover:bg-sunken hover:text-ink pointer-coarse:size-11"
        >
          <CrossIcon className="size-3.5" />
        </button>
      ) : null}
      {problem ? (
        <p role="alert" className="px-2 pb-1.5 text-bad text-xs">
          {problem}
        </p>
      ) : null}
    </li>
  );
}
