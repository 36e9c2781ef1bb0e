'use server';

import { allowOneMore as allow } from '@/lib/alarms/allow-one-more';
import { liftAlarm as lift } from '@/lib/alarms/lift-alarm';
import type { AlarmView } from '@/lib/alarms/view';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

export async function liftAlarm(alarmId: string, reason: string): Promise<Result<AlarmView>> {
  return act([alarmId], (deps, actor, id) => lift(deps, actor, id, reason));
}

export async function allowOneMore(customerId: string, reason: string): Promise<Result<null>> {
  return act([customerId], async (deps, actor, id) => {
    await allow(deps, actor, id, reason);
    return null;
  });
}
