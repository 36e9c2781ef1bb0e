import { say } from '@/messages/alarms';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { AppError } from '../errors';
import type { ListAlarmsDeps } from './list-alarms';
import { namesOf } from './named';
import { presentAlarm } from './present';
import { isAlarmId } from './report';
import { type AlarmRow, nobody } from './view';

type Deps = Pick<ListAlarmsDeps, 'alarms' | 'directory'>;

/**
 * One alarm with its reports. That it was looked at is recorded first.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function openAlarm(
  deps: Deps & Pick<ListAlarmsDeps, 'audit' | 'clock'>,
  actor: StaffActor,
  id: string,
): Promise<AlarmRow> {
  const alarm = await getAlarm(deps, actor, id);
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'alarm.viewed',
    ...(alarm.customer.id ? { customerId: alarm.customer.id } : {}),
    details: { alarm: alarm.id },
  });
  return alarm;
}

/** The same for a page that is open already. @throws AppError `forbidden`, `not_found` */
export async function getAlarm(deps: Deps, actor: StaffActor, id: string): Promise<AlarmRow> {
  authorize(actor, 'alarms.read');
  const alarm = isAlarmId(id) ? await deps.alarms.find(id) : undefined;
  if (!alarm) throw new AppError('not_found', say.refused.noAlarm);
  const named = await namesOf(deps.directory, [alarm]);
  return { ...presentAlarm(alarm, actor), customer: named(alarm) ?? nobody };
}
