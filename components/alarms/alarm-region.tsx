'use client';

import Link from 'next/link';
import { useRef } from 'react';
import type { AlarmView } from '@/lib/alarms/view';
import { say } from '@/messages/alarms';
import { LocalTime } from '../time/local-time';
import { useKeptFocus } from '../ui/use-kept-focus';
import { StatusPicture } from '../verification/pictures';
import { LiftAlarm, type LiftAlarmAction } from './lift-alarm';
import { ReportList } from './report-list';

interface Props {
  alarm: AlarmView;
  /** Null for those who never lift one. */
  liftAlarm: LiftAlarmAction | null;
  onLifted: (alarm: AlarmView) => void;
  /** Whether everybody's verifications and alarms may be opened. */
  mayOpen?: boolean;
  /** This is the alarm's own page: nobody is on the line. */
  ownPage?: boolean;
}

/** The alarm of a customer: what was reported, what to do, and who may lift it. */
export function AlarmRegion({
  alarm,
  liftAlarm,
  onLifted,
  mayOpen = liftAlarm !== null,
  ownPage = false,
}: Props) {
  const { id, reports, raisedAt, lifted, mayLift, involved } = alarm;
  const section = useRef<HTMLElement>(null);
  // The button that lifted it is gone with the alarm.
  useKeptFocus(section, `${id} ${lifted !== null}`);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby="alarm-heading"
      className={`rounded-md border px-4 py-3 outline-none sm:px-5 sm:py-4 print:bg-transparent print:text-ink ${lifted ? 'border-rule bg-sheet' : 'border-alarm bg-alarm text-on-alarm'}`}
    >
      <header className="flex items-center gap-3">
        <span className="grid size-10 shrink-0 place-items-center rounded-full border-2 border-current">
          <StatusPicture
            view={{ status: 'failed', reason: 'fraud_reported', grantEnd: null }}
            className="size-5.5"
          />
        </span>
        <div className="min-w-0">
          <h2 id="alarm-heading" className="text-xs">
            {say.region.title}
          </h2>
          <p {...(lifted ? {} : { role: 'alert' })} className="font-bold text-xl">
            {lifted ? say.region.lifted : say.region.standing}
          </p>
        </div>
      </header>
      <div className="mt-3 flex flex-wrap gap-x-10 gap-y-4">
        <div className="min-w-0 max-w-prose flex-1 basis-72">
          <h3 className="text-xs">{say.region.reported({ times: reports.length })}</h3>
          <div className="mt-0.5">
            <ReportList reports={reports} mayOpen={mayOpen} />
          </div>
          {lifted ? null : (
            <p className="mt-2 text-sm">
              {say.region.since({ at: <LocalTime iso={raisedAt} show="minute" /> })}
              {mayOpen && !ownPage ? (
                <>
                  {' '}
                  <Link
                    href={`/alarms/${encodeURIComponent(id)}`}
                    prefetch={false}
                    className="inline-block min-h-6 underline decoration-current/50 underline-offset-2 hover:decoration-current focus-visible:outline-current"
                  >
                    {say.region.see}
                  </Link>
                </>
              ) : null}
            </p>
          )}
        </div>
        <div className="min-w-0 max-w-prose flex-1 basis-80">
          {lifted ? <Lifted by={lifted} /> : <WhatNow {...{ mayLift, involved, ownPage }} />}
        </div>
      </div>
      {mayLift && liftAlarm ? (
        <div className="mt-4 print:hidden">
          <LiftAlarm alarmId={id} liftAlarm={liftAlarm} onLifted={onLifted} />
        </div>
      ) : null}
    </section>
  );
}

function Lifted({ by: { at, by, reason } }: { by: NonNullable<AlarmView['lifted']> }) {
  return (
    <>
      <h3 className="text-xs">{say.region.lifted}</h3>
      <p className="wrap-anywhere mt-0.5">
        {say.region.liftedBy({ by, at: <LocalTime iso={at} show="minute" /> })}
      </p>
      <p className="wrap-anywhere">{reason ? say.quoted({ words: reason }) : say.region.reasonRemoved}</p>
    </>
  );
}

function WhatNow({
  mayLift,
  involved,
  ownPage,
}: Pick<AlarmView, 'mayLift' | 'involved'> & { ownPage: boolean }) {
  const steps = [
    ...(ownPage ? [] : [say.region.stop, say.region.endCall]),
    say.region.nobodyMay,
    ...(mayLift ? [] : [involved ? say.region.involved : say.region.othersLift]),
  ];
  return (
    <>
      <h3 className="text-xs">{ownPage ? say.region.untilLifted : say.region.whatNow}</h3>
      <ul className={`mt-0.5 space-y-1 font-semibold ${steps.length > 1 ? 'list-disc pl-4.5' : ''}`}>
        {steps.map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
    </>
  );
}
