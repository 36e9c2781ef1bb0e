'use client';

import type { AlarmView } from '@/lib/alarms/view';
import type { Result } from '@/lib/web/view';
import { ReasonForm } from './reason-form';

export type LiftAlarmAction = (alarmId: string, reason: string) => Promise<Result<AlarmView>>;

interface Props {
  alarmId: string;
  liftAlarm: LiftAlarmAction;
  onLifted: (alarm: AlarmView) => void;
}

export function LiftAlarm({ alarmId, liftAlarm, onLifted }: Props) {
  return (
    <div className="rounded-sm border border-rule bg-sheet px-3 py-2.5 text-ink">
      <p className="mb-2 max-w-prose text-sm">
        Reach the customer in another way before you lift it: at their branch, or on a number you know. Then
        they can be asked again.
      </p>
      <ReasonForm
        id={`lift-${alarmId}`}
        label="Lift alarm"
        busyLabel="Lifting…"
        flaw="Say why it may be lifted. The reason is kept with the record."
        send={(reason) => liftAlarm(alarmId, reason)}
        onDone={onLifted}
      />
    </div>
  );
}
