'use client';

import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { Countdown } from '../time/countdown';
import { LocalTime } from '../time/local-time';
import type { DeskActions } from './actions';
import { ChangeButton } from './change-button';
import { ReportNotCustomer } from './report-not-customer';

interface Props {
  view: VerificationView;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function Approved({ view, actions, onView }: Props) {
  return (
    <div className="flex flex-wrap items-center justify-between gap-x-8 gap-y-3">
      <div className="flex-1 basis-72">
        <p className="max-w-prose">
          {say.approved.how({
            at: view.endedAt ? <LocalTime iso={view.endedAt} /> : null,
            by: view.requestedBy,
          })}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-x-6 gap-y-3">
        {view.grantExpiresAt ? (
          <p className="text-ink-soft">
            {say.approved.locksIn({
              time: (
                <Countdown
                  until={view.grantExpiresAt}
                  serverNow={view.now}
                  className="inline-block min-w-[5ch] text-right font-semibold text-ink text-lg"
                />
              ),
            })}
          </p>
        ) : null}
        <ReportNotCustomer {...{ view, actions, onView }} />
        <ChangeButton
          label={say.approved.endCall}
          busyLabel={say.approved.ending}
          change={() => actions.endCall(view.id)}
          onView={onView}
        />
      </div>
    </div>
  );
}
