import { say } from '@/messages/history/errors';
import type { StaffActor } from '../actor';
import { presentReport } from '../alarms/present';
import type { AlarmStore } from '../alarms/store';
import type { AuditLog } from '../audit/entry';
import { authorize, can } from '../auth/permissions';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import { isVerificationId } from '../verification/verification';
import type { HistoryStore } from './store';
import type { HistoryEntry, TimelineItem } from './view';

/**
 * One verification with its timeline: one's own, or anybody's for those who may see all. That it was looked at is
 * recorded first, and is part of the timeline from then on.
 */
export async function getHistoryEntry(
  deps: {
    readonly history: HistoryStore;
    readonly alarms: Pick<AlarmStore, 'reportsOf'>;
    readonly audit: AuditLog;
    readonly clock: Clock;
  },
  actor: StaffActor,
  id: string,
): Promise<HistoryEntry> {
  authorize(actor, 'history.read');
  const found = isVerificationId(id) ? await deps.history.find(id) : undefined;
  if (!found) throw new AppError('not_found', say.noVerification);
  const { entry } = found;
  if (found.staffSubject !== actor.subject && !can(actor, 'history.read_all')) {
    throw new AppError('not_found', say.noVerification, {
      refusal: { why: 'person', verificationId: entry.id, customerId: entry.customer.id },
    });
  }
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'history.entry_viewed',
    verificationId: entry.id,
    customerId: entry.customer.id,
  });
  const timeline = await deps.history.timeline(entry.id);
  const shown = can(actor, 'history.read_all')
    ? timeline
    : timeline.filter(({ action }) => !isOversight(action)).map(withoutAddress);
  const reports = (await deps.alarms.reportsOf(entry.id))
    .map((report) => ({
      ...presentReport(report),
      alarmId: report.alarmId,
      aboutAnother: report.customerId !== entry.customer.id,
    }))
    // Who answered in their place is somebody else's customer.
    .filter(({ aboutAnother }) => !aboutAnother || can(actor, 'history.read_all'));
  const complete = { ...entry, timeline: shown, reports };
  return complete.endedAt === null ? withoutCode(complete) : complete;
}

/** Whether they are looked at is not for those who are, nor what others tried. */
function isOversight(action: string): boolean {
  return action === 'history.entry_viewed' || action === 'alert.taken' || action.startsWith('security.');
}

function withoutAddress({ actor: { kind, name }, ...item }: TimelineItem): TimelineItem {
  return { ...item, actor: { kind, name } };
}

/** While the customer is being asked, the code belongs to the two people on that call. Earlier releases recorded it at once. */
function withoutCode(entry: HistoryEntry): HistoryEntry {
  const timeline = entry.timeline.map(({ details: { binding_message: _, ...details }, ...item }) => ({
    ...item,
    details,
  }));
  return { ...entry, bindingMessage: null, timeline };
}
