'use client';

import Link from 'next/link';
import type { ReactNode } from 'react';
import type { Alert, LiveCustomer, LiveView, Matter } from '@/lib/history/live/view';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/live';
import { sourceWords } from '../../alarms/source-words';
import { LocalTime } from '../../time/local-time';
import { Button } from '../../ui/button';
import { CheckIcon } from '../../ui/icons';
import { ProblemNote } from '../../ui/problem-note';
import { useAction } from '../../web/use-action';
import { reasonName } from '../filter-words';
import { AlertPicture } from './alert-picture';
import { alertTitle, titleAndWhom, whereToLook, whom } from './alert-words';

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
  setup_fault: 'border-wait-rule bg-wait-wash text-ink',
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
  setup_fault: 'text-wait',
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
              {saysOf(matter)}{' '}
              {where ? (
                <Link
                  href={where.href}
                  prefetch={false}
                  className={`inline-block min-h-6 text-sm underline decoration-current/50 underline-offset-2 hover:decoration-current ${
                    onAlarm ? 'focus-visible:outline-on-alarm' : ''
                  }`}
                >
                  {say.alerts.link({ name: where.name, about, hidden })}
                </Link>
              ) : null}
            </p>
            {takeAlert && !taken ? (
              <Button
                look="quiet"
                busy={busy}
                busyLabel={say.alerts.oneMoment}
                onClick={() => void run(() => takeAlert(id))}
              >
                {say.alerts.handle({ about: titleAndWhom(matter), hidden })}
              </Button>
            ) : null}
          </div>
          {taken ? (
            <p className="mt-0.5 flex items-center gap-1.5 text-ink text-sm">
              <CheckIcon className="size-5 text-good" />
              <span>
                {say.alerts.handledBy({
                  name: taken.by,
                  at: <LocalTime iso={taken.at} show={handledLongAgo ? 'minute' : 'time'} />,
                })}
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
function saysOf(matter: Matter): ReactNode {
  const { matters } = say;
  switch (matter.kind) {
    case 'alarm':
      return matters.alarm({
        ...customerOf(matter),
        askedBy: matter.askedBy,
        happened: sourceWords[matter.source].happened,
        reports: matter.reports,
      });
    case 'staff_limit':
      return matters.limits[matter.limit]({
        staff: <Strong>{matter.staff.name}</Strong>,
        times: matter.times,
        until: <LocalTime iso={matter.until} />,
      });
    case 'unusual_requests':
      return matters.fewApproved({ ...matter, staff: <Strong>{matter.staff.name}</Strong> });
    case 'wrong_subjects':
      return matters.wrongSubjects(matter);
    case 'fraud':
      return matters.altered({ ...customerOf(matter), staff: matter.staffName });
    case 'customer_locked':
      return matters.customerLocked({
        ...customerOf(matter),
        asked: matter.asked,
        until: <LocalTime iso={matter.until} />,
      });
    case 'unusual_denials':
      return matters.manyDenied({ ...matter, staff: <Strong>{matter.staff.name}</Strong> });
    case 'unusual_searches':
      return matters.searches({ ...matter, staff: <Strong>{matter.staff.name}</Strong> });
    case 'op_unreachable':
      return matters.opUnreachable(matter);
    case 'setup_fault':
      return matters.setupFault({ ...matter, status: reasonName(matter.reason) });
    case 'trail_unsound':
      return matters.trailUnsound;
    case 'notifications_lost':
      return matters.notificationsLost;
  }
}

function customerOf({ customer }: { customer: Pick<LiveCustomer, 'name' | 'number'> }) {
  return { customer: <Strong>{customer.name}</Strong>, number: customer.number };
}

/** For screen readers only. */
function hidden(text: string): ReactNode {
  return <span className="sr-only">{text}</span>;
}

function Strong({ children }: { children: ReactNode }) {
  return <strong className="font-semibold">{children}</strong>;
}
