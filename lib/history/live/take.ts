import { say } from '@/messages/history/alerts';
import type { StaffActor } from '../../actor';
import type { AuditEntry } from '../../audit/entry';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { AppError } from '../../errors';
import { lookBack } from './alerts';
import type { LiveStore, Take, Unnamed } from './store';
import type { Wall } from './wall';

/**
 * Somebody handles an alert: from now on everybody sees that this person does. Of several, the first one.
 *
 * @throws AppError `forbidden`, `conflict` when somebody was faster, `not_found` when there is nothing to see to any more
 */
export async function takeAlert(
  deps: {
    readonly live: Pick<LiveStore, 'take'>;
    readonly wall: Pick<Wall, 'alerts'>;
    readonly clock: Clock;
  },
  actor: StaffActor,
  id: string,
): Promise<void> {
  authorize(actor, 'alert.take');
  const { raised, taken } = await deps.wall.alerts();
  const alert = raised.find((each) => each.id === id);
  if (!alert) {
    const before = taken.find((each) => each.id === id);
    // Pressed twice, or the first answer was lost.
    if (before?.by.subject === actor.subject) return;
    throw before
      ? new AppError('conflict', say.taken({ by: before.by.name }))
      : new AppError('not_found', say.over);
  }
  const now = deps.clock.now();
  const { subject, name } = actor;
  const take: Take = { ...alert, at: now, by: { subject, name } };
  const forgetBefore = new Date(now.getTime() - lookBack.takes);
  if (await deps.live.take(take, forgetBefore, entryOf(actor, take))) return;
  throw new AppError('conflict', say.takenJustNow);
}

function entryOf(actor: StaffActor, { id, at, since, matter }: Take): AuditEntry {
  const details = { alert: id, kind: matter.kind, since: since.toISOString() };
  return { at, actor, action: 'alert.taken', details, ...concerned(matter, details) };
}

/** Whom it concerns, apart from what stays for good. */
function concerned(
  matter: Unnamed,
  details: Record<string, string | number>,
): Pick<AuditEntry, 'verificationId' | 'customerId' | 'details' | 'personal'> {
  switch (matter.kind) {
    case 'alarm': {
      const { alarmId, customerId, source, reports } = matter;
      return {
        ...(customerId ? { customerId } : {}),
        details: { ...details, alarm: alarmId, source, reports },
      };
    }
    case 'staff_limit': {
      const { staff, limit, times } = matter;
      const personal = { staff_id: staff.subject, staff_name: staff.name };
      return { details: { ...details, limit, times }, personal };
    }
    case 'unusual_requests': {
      const { staff, asked, approved } = matter;
      const personal = { staff_id: staff.subject, staff_name: staff.name };
      return { details: { ...details, asked, approved }, personal };
    }
    case 'wrong_subjects':
      return { details: { ...details, customers: matter.customers } };
    case 'fraud': {
      const { verificationId, customerId, reason } = matter;
      return { verificationId, customerId, details: { ...details, reason } };
    }
    case 'customer_locked': {
      const { customerId, asked } = matter;
      return { customerId, details: { ...details, asked } };
    }
    case 'unusual_denials': {
      const { staff, denied, answered } = matter;
      const personal = { staff_id: staff.subject, staff_name: staff.name };
      return { details: { ...details, denied, answered }, personal };
    }
    case 'unusual_searches': {
      const { staff, searches, customersSeen, opened, asked } = matter;
      const personal = { staff_id: staff.subject, staff_name: staff.name };
      return { details: { ...details, searches, customers_seen: customersSeen, opened, asked }, personal };
    }
    case 'op_unreachable': {
      const { waiting, ended } = matter;
      return { details: { ...details, waiting, ended } };
    }
    case 'setup_fault': {
      const { reason, failed } = matter;
      return { details: { ...details, reason, failed } };
    }
    case 'trail_unsound':
    case 'notifications_lost':
      return {};
  }
}
