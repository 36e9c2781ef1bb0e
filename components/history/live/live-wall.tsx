'use client';

import { useRef } from 'react';
import type { LiveView } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { ReconnectingNote } from '../../verification/line-notes';
import type { TakeAlert } from './alert-card';
import { FillButton } from './fill-button';
import { HourFigures } from './hour-figures';
import { LiveAlerts } from './live-alerts';
import { LiveCalls } from './live-calls';
import { useLive } from './use-live';
import { wallSize } from './wall-size';

interface Props {
  initial: LiveView;
  takeAlert: TakeAlert | null;
}

/** What happens at the desk right now: the live dashboard. */
export function LiveWall({ initial, takeAlert }: Props) {
  const { view, news, lost, accept } = useLive(initial);
  const wall = useRef<HTMLDivElement>(null);
  return (
    <div
      ref={wall}
      className={`${wallSize} [&:fullscreen]:overflow-y-auto [&:fullscreen]:bg-paper [&:fullscreen]:p-6`}
    >
      <title>{say.tab({ alerts: view.untaken })}</title>
      <header className="mb-2 flex min-h-9 flex-wrap items-center gap-x-6 gap-y-2">
        <h1 className="font-bold text-2xl leading-none tracking-tight lg:text-xl">{say.title}</h1>
        {lost ? (
          // The desk's own line about it is not on a full screen.
          <div className="hidden [:fullscreen_&]:block">
            <ReconnectingNote />
          </div>
        ) : null}
        <div className="ml-auto max-lg:hidden [:fullscreen_&]:hidden">
          <FillButton element={wall} />
        </div>
      </header>
      <p role="status" className="sr-only">
        {news}
      </p>
      <HourFigures view={view} />
      {/* The alerts come first where there is one column, and for who goes by keyboard. */}
      <div className="grid grid-cols-[minmax(0,1fr)] items-start gap-5 lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)]">
        <div className="min-w-0 lg:order-2">
          <LiveAlerts view={view} takeAlert={takeAlert} onView={accept} />
        </div>
        <LiveCalls view={view} />
      </div>
    </div>
  );
}
