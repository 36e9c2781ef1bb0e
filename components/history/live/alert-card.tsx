'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Alert, LiveView, Matter } from '@/lib/history/live/view';
import type { Result } from '@/lib/web/view';
import { sourceWords } from '../../alarms/source-words';
import { LocalTime } from '../../time/local-time';
import { Button } from '../../ui/button';
import { CheckIcon } from '../../ui/icons';
import { ProblemNote } from '../../ui/problem-note';
import { useAction } from '../../web/use-action';
import { AlertPicture } from './alert-picture';
import { alertTitle, inHundred, limitWords, requests, searchesText, whereToLook, whom } from './alert-words';

export type TakeAlert = (alertId: string) => Promise<Result<LiveView>>;

interface Props {
  alert: Alert;
  serverNow: string;
  takeAlert: TakeAlert | null;
  onView: (view: LiveView) => void;
}

const ground: Record<Matter['kind'], string> = {
  alarm: 'border-alarm bg-alarm text-on-alarm',
  fraud: 'border-alarm bg-alarm text-on-alarm',
  staff_limit: 'border-bad-rule bg-bad-wash text-ink',
  unusual_requests: 'border-bad-rule bg-bad-wash text-ink',
  wrong_subjects: 'border-wait-rule bg-wait-wash text-ink',
  trail_unsound: 'border-bad-rule bg-bad-wash text-ink',
  customer_locked: 'border-bad-rule bg-bad-wash text-ink',
  unusual_denials: 'border-bad-rule bg-bad-wash text-ink',
  unusual_searches: 'border-bad-rule bg-bad-wash text-ink',
  op_unreachable: 'border-wait-rule bg-wait-wash text-ink',
  notifications_lost: 'border-wait-rule bg-wait-wash text-ink',
};

const titleInk: Record<Matter['kind'], string> = {
  alarm: '',
  fraud: '',
  staff_limit: 'text-bad',
  unusual_requests: 'text-bad',
  wrong_subjects: 'text-wait',
  trail_unsound: 'text-bad',
  customer_locked: 'text-bad',
  unusual_denials: 'text-bad',
  unusual_searches: 'text-bad',
  op_unreachable: 'text-wait',
  notifications_lost: 'text-wait',
};

/** From here on a time of day alone might be yesterday's. */
const LONG_AGO_MS = 12 * 3_600_000;

export function AlertCard({ alert, serverNow, takeAlert, onView }: Props) {
  const { run, busy, problem } = useAction<LiveView>(onView);
  const { id, matter, taken } = alert;
  const where = whereToLook(matter);
  const about = whom(matter);
  const longAgo = Date.parse(serverNow) - Date.parse(alert.since) > LONG_AGO_MS;
  const handledLongAgo = taken !== null && Date.parse(serverNow) - Date.parse(taken.at) > LONG_AGO_MS;
  const ink = taken ? '' : titleInk[matter.kind];
  const onAlarm = !taken && (matter.kind === 'alarm' || matter.kind === 'fraud');
  return (
    <li
      className={`rounded-md border px-4 py-2.5 ${taken ? 'border-rule bg-sheet text-ink-soft' : ground[matter.kind]}`}
    >
      <div className="flex items-start gap-3">
        <AlertPicture matter={matter} className={`mt-0.5 size-7 ${ink}`} />
        <div className="min-w-0 flex-1">
          <h3
            className={`flex items-baseline gap-x-3 font-semibold leading-tight ${taken ? 'text-base' : `text-lg ${ink}`}`}
          >
            <span className="min-w-0">{alertTitle(matter)}</span>
            <span className="ml-auto font-normal text-sm">
              <LocalTime iso={alert.since} show={longAgo ? 'minute' : 'time'} />
            </span>
          </h3>
          <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
            <p
              className={`wrap-anywhere min-w-0 flex-1 basis-64 ${taken ? 'text-sm' : 'text-base leading-snug'}`}
            >
              <Says matter={matter} />{' '}
              {where ? (
                <Link
                  href={where.href}
                  prefetch={false}
                  className={`inline-block min-h-6 text-sm underline decoration-current/50 underline-offset-2 hover:decoration-current ${
                    onAlarm ? 'focus-visible:outline-on-alarm' : ''
                  }`}
                >
                  {where.name}
                  {about ? <span className="sr-only">: {about}</span> : null}
                </Link>
              ) : null}
            </p>
            {takeAlert && !taken ? (
              <Button
                look="quiet"
                busy={busy}
                busyLabel="One moment…"
                onClick={() => void run(() => takeAlert(id))}
              >
                I’m handling this
                <span className="sr-only">: {[alertTitle(matter), about].filter(Boolean).join(', ')}</span>
              </Button>
            ) : null}
          </div>
          {taken ? (
            <p className="mt-0.5 flex items-center gap-1.5 text-ink text-sm">
              <CheckIcon className="size-5 text-good" />
              <span>
                Handled by {taken.by}, <LocalTime iso={taken.at} show={handledLongAgo ? 'minute' : 'time'} />
              </span>
            </p>
          ) : null}
          {problem ? (
            <div className="mt-2">
              <ProblemNote message={problem} />
            </div>
          ) : null}
        </div>
      </div>
    </li>
  );
}

/** Who, what and how much. */
function Says({ matter }: { matter: Matter }): ReactNode {
  switch (matter.kind) {
    case 'alarm':
      return (
        <>
          <Strong>{matter.customer.name}</Strong> {matter.customer.number}
          {matter.askedBy ? `, asked by ${matter.askedBy}` : null}. {sourceWords[matter.source].happened}
          {matter.reports > 1 ? ` (${matter.reports} reports)` : null}.
        </>
      );
    case 'staff_limit':
      return (
        <>
          <Strong>{matter.staff.name}</Strong> asked {limitWords[matter.limit]}
          {matter.times > 1 ? ` and tried ${matter.times} times to go on` : null}. They can ask again from{' '}
          <LocalTime iso={matter.until} />.
        </>
      );
    case 'unusual_requests':
      return (
        <>
          {matter.approved} of the {matter.asked} customers whom <Strong>{matter.staff.name}</Strong> asked in
          the last eight hours approved. Usual here: {inHundred(matter.usualShare)}.
        </>
      );
    case 'wrong_subjects':
      return (
        <>
          Other people’s devices answered for {matter.customers} customers, and the right one for nobody. Tell
          your administrator: the sign-in service answers for others, and no customer is to blame.
        </>
      );
    case 'fraud':
      return (
        <>
          <Strong>{matter.customer.name}</Strong> {matter.customer.number}, asked by {matter.staffName}
        </>
      );
    case 'customer_locked':
      return (
        <>
          <Strong>{matter.customer.name}</Strong> {matter.customer.number} was asked {matter.asked} times.
          Nobody can ask again before <LocalTime iso={matter.until} />.
        </>
      );
    case 'unusual_denials':
      return (
        <>
          {matter.denied} of {matter.answered} customers denied what <Strong>{matter.staff.name}</Strong>{' '}
          asked. Usual here: {inHundred(matter.usualShare)}.
        </>
      );
    case 'unusual_searches':
      return (
        <>
          <Strong>{matter.staff.name}</Strong> {searchesText(matter)}
        </>
      );
    case 'op_unreachable':
      return (
        <>
          {requests(matter.waiting, 'waits', 'wait')} for it now, {requests(matter.ended, 'has', 'have')} just
          failed for it.
        </>
      );
    case 'trail_unsound':
      return 'The last proof found records that were changed or are missing.';
    case 'notifications_lost':
      return 'Every page shows what happened up to two seconds late. Tell your administrator: the database’s notifications do not arrive.';
  }
}

function Strong({ children }: { children: ReactNode }) {
  return <strong className="font-semibold">{children}</strong>;
}
