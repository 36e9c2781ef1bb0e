import { say } from '@/messages/alarms';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { isInvolved, presentAlarm } from './present';
import { readReason } from './reason';
import { isAlarmId } from './report';
import type { AlarmStore } from './store';
import type { AlarmView } from './view';

/**
 * Lifts an alarm: the customer may be asked again. By a supervisor who neither asked nor reported.
 *
 * @throws AppError `forbidden`, `not_found` when it does not stand (any more), `invalid_input` without a reason
 */
export async function liftAlarm(
  { alarms, clock }: { readonly alarms: AlarmStore; readonly clock: Clock },
  actor: StaffActor,
  id: string,
  why: string,
): Promise<AlarmView> {
  authorize(actor, 'alarm.lift');
  const reason = readReason(why);
  const alarm = isAlarmId(id) ? await alarms.find(id) : undefined;
  if (!alarm || alarm.lifted) throw gone();
  if (isInvolved(alarm, actor)) {
    throw new AppError('forbidden', say.refused.involved);
  }
  const at = clock.now();
  const lifted = await alarms.lift(
    alarm.id,
    { at, by: actor.subject, byName: actor.name, reason },
    ({ customerId }) => ({
      at,
      actor,
      action: 'alarm.lifted',
      ...(customerId ? { customerId } : {}),
      details: { alarm: alarm.id },
      personal: { reason },
    }),
  );
  if (!lifted) throw gone();
  return presentAlarm(lifted, actor);
}

function gone(): AppError {
  return new AppError('not_found', say.refused.notStanding);
}
