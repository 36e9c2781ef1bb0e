'use client';

import Link from 'next/link';
import { useRef } from 'react';
import type { LiveView } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { numberText } from '@/messages/locale';
import { CheckIcon } from '../../ui/icons';
import { useKeptFocus } from '../../ui/use-kept-focus';
import { AlertCard, type TakeAlert } from './alert-card';

interface Props {
  view: LiveView;
  /** Null for those who only look on. */
  takeAlert: TakeAlert | null;
  onView: (view: LiveView) => void;
}

/** What somebody should look at, the most urgent first; what is handled stands at the end, an alarm as long as it stands. */
export function LiveAlerts({ view, takeAlert, onView }: Props) {
  const { alerts, untaken, alarms } = view;
  const heading = useRef<HTMLHeadingElement>(null);
  // Whose button was just pressed away goes on from the top of the queue.
  useKeptFocus(heading, alerts.map(({ id, taken }) => `${id} ${taken !== null}`).join());
  const rest = untaken - alerts.filter(({ taken }) => !taken).length;
  return (
    <section aria-labelledby="alerts-heading" className="min-w-0">
      <h2
        id="alerts-heading"
        ref={heading}
        tabIndex={-1}
        className="mb-2 flex items-baseline gap-3 font-semibold text-lg outline-none"
      >
        {say.alerts.heading}
        <span className="font-normal text-base text-ink-soft">{numberText(untaken)}</span>
      </h2>
      {untaken === 0 ? (
        <p className="flex items-center gap-3 rounded-md border border-rule border-dashed px-4 py-6 text-ink-soft">
          <CheckIcon className="size-6 text-good" />
          {say.alerts.none}
        </p>
      ) : null}
      <ul className="flex flex-col gap-3 [p+&]:mt-3">
        {alerts.map((alert) => (
          <AlertCard
            key={alert.id}
            alert={alert}
            serverNow={view.now}
            takeAlert={takeAlert}
            onView={onView}
          />
        ))}
      </ul>
      {alarms > 0 ? (
        <p className="mt-3 px-4">
          <Link
            href="/alarms?state=standing"
            prefetch={false}
            className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
          >
            {say.alerts.allAlarms({ alarms })}
          </Link>
        </p>
      ) : null}
      {rest > 0 ? <p className="mt-3 px-4 text-ink-soft">{say.alerts.more({ alerts: rest })}</p> : null}
    </section>
  );
}
