'use client';

import type { AlarmView } from '@/lib/alarms/view';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/alarms';
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
      <p className="mb-2 max-w-prose text-sm">{say.lift.advice}</p>
      <ReasonForm
        id={`lift-${alarmId}`}
        label={say.lift.submit}
        busyLabel={say.lift.busy}
        flaw={say.lift.reasonMissing}
        send={(reason) => liftAlarm(alarmId, reason)}
        onDone={onLifted}
      />
    </div>
  );
}
