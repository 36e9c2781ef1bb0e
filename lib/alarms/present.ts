import type { StaffActor } from '../actor';
import { can } from '../auth/permissions';
import type { StoredAlarm, StoredReport } from './store';
import type { AlarmView, ReportView } from './view';

/** What this person may see of an alarm: everybody who sees the customer sees all of it. */
export function presentAlarm(alarm: StoredAlarm, actor: StaffActor): AlarmView {
  const { id, raisedAt, reports, lifted } = alarm;
  const involved = isInvolved(alarm, actor);
  return {
    id,
    raisedAt: raisedAt.toISOString(),
    reports: reports.map(presentReport),
    lifted: lifted && { at: lifted.at.toISOString(), by: lifted.byName, reason: lifted.reason },
    mayLift: lifted === null && can(actor, 'alarm.lift') && !involved,
    involved,
  };
}

export function presentReport(report: StoredReport): ReportView {
  const { id, source, at, reportedByName, transmitter, reason, verificationId } = report;
  return { id, source, at: at.toISOString(), by: reportedByName ?? transmitter, reason, verificationId };
}

/** Whoever asked the customer, or reported, does not judge what came of it. */
export function isInvolved({ reports }: StoredAlarm, { subject }: StaffActor): boolean {
  return reports.some(({ askedBy, reportedBy }) => askedBy === subject || reportedBy === subject);
}
