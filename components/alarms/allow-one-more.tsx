'use client';

import { useState } from 'react';
import type { GuardView } from '@/lib/verification/view';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/alarms';
import { Countdown } from '../time/countdown';
import { LocalTime } from '../time/local-time';
import { usePassed } from '../time/server-time';
import { ReasonForm } from './reason-form';

interface Props {
  customerId: string;
  guard: GuardView;
  /** Null for those who have to ask a supervisor. */
  allowOneMore: ((customerId: string, reason: string) => Promise<Result<null>>) | null;
  onAllowed: () => void;
}

/** Why nobody can be asked now, when that is over, and who can allow one more request before. */
export function AllowOneMore({ customerId, guard, allowOneMore, onAllowed }: Props) {
  const [allowed, setAllowed] = useState(false);
  const passed = usePassed(guard.until, guard.now);
  // An alarm is passed by nothing, and what is over needs nobody.
  const passable = guard.why !== 'alarm' && !passed;
  return (
    <section
      aria-label={say.limit.title}
      className="rounded-md border border-wait-rule bg-wait-wash px-4 py-3 text-ink"
    >
      <p className="max-w-prose">
        <span className="font-semibold">{say.limit.why[guard.why]}</span>{' '}
        {passed ? say.limit.over : <Next guard={guard} />}
      </p>
      {passable && !allowOneMore ? (
        <p className="mt-1 max-w-prose text-sm">{say.limit.askSupervisor}</p>
      ) : null}
      {passable && allowOneMore && !allowed ? (
        <div className="mt-2">
          <p className="mb-2 max-w-prose text-sm">{say.limit.mayAllow}</p>
          <ReasonForm
            id="allow-reason"
            label={say.limit.submit}
            busyLabel={say.limit.busy}
            flaw={say.limit.reasonMissing}
            send={(reason) => allowOneMore(customerId, reason)}
            onDone={() => {
              setAllowed(true);
              onAllowed();
            }}
          />
        </div>
      ) : null}
      <p aria-live="polite" className="text-sm not-empty:mt-2">
        {allowed ? say.limit.allowed : null}
      </p>
    </section>
  );
}

/** From here on a time of day alone might be tomorrow's. */
const FAR_MS = 12 * 3_600_000;

function Next({ guard: { until, now } }: { guard: GuardView }) {
  if (!until) return null;
  const far = Date.parse(until) - Date.parse(now) > FAR_MS;
  return say.limit.next({
    left: <Countdown until={until} serverNow={now} className="font-semibold" />,
    at: <LocalTime iso={until} show={far ? 'minute' : 'time'} />,
  });
}
