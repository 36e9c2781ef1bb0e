'use client';

import type { VerificationView } from '@/lib/verification/view';
import { Countdown } from '../time/countdown';
import { Skeleton } from '../ui/skeleton';
import type { DeskActions } from './actions';
import { ChangeButton } from './change-button';
import { ReconnectingNote, UnreachableNote } from './line-notes';
import { SpokenCode } from './spoken-code';

interface Props {
  view: VerificationView;
  lost: boolean;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function Waiting({ view, lost, actions, onView }: Props) {
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-12 gap-y-5">
      <div>
        <p className="mb-1 text-lg">Ask the caller to check that their phone shows</p>
        {view.spokenCode ? (
          <SpokenCode code={view.spokenCode} />
        ) : (
          <Skeleton className="h-[clamp(3.4rem,2.2rem+6vw,7.25rem)] w-80 max-w-full" />
        )}
      </div>
      <div className="flex max-w-prose flex-1 basis-72 flex-col gap-3 xl:max-w-md">
        <p className="text-sm">
          The same code: they approve. Another code: they deny, and you cancel.
          {view.bindingMessage ? (
            <span className="block text-ink-soft">Their phone says: “{view.bindingMessage}”</span>
          ) : null}
        </p>
        {view.opReachable ? null : <UnreachableNote />}
        {lost ? <ReconnectingNote /> : null}
        <div className="flex items-end gap-5">
          <div className="min-w-0 flex-1">
            <span className="text-ink-soft text-sm">Time left </span>
            <Countdown
              until={view.expiresAt}
              since={view.requestedAt}
              serverNow={view.now}
              className="font-semibold text-lg"
            />
          </div>
          <ChangeButton
            label="Cancel request"
            busyLabel="Cancelling…"
            change={() => actions.cancelVerification(view.id)}
            onView={onView}
          />
        </div>
      </div>
    </div>
  );
}
