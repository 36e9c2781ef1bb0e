import { say } from '@/messages/alarms';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { AppError } from '../errors';
import type { ListAlarmsDeps } from './list-alarms';
import { pageOf } from './list-reports';
import { namesOf } from './named';
import { isReportId } from './report';
import type { ReportPage } from './view';

/**
 * One report, with or without an alarm and a verification. That it was looked at is recorded first.
 *
 * @throws AppError `forbidden`, `not_found`
 */
export async function openReport(
  deps: Pick<ListAlarmsDeps, 'alarms' | 'directory' | 'audit' | 'clock'>,
  actor: StaffActor,
  id: string,
): Promise<ReportPage> {
  authorize(actor, 'alarms.read');
  const report = isReportId(id) ? await deps.alarms.findReport(id) : undefined;
  if (!report) throw new AppError('not_found', say.refused.noReport);
  const page = pageOf(report, await namesOf(deps.directory, [report]));
  await deps.audit.append({
    at: deps.clock.now(),
    actor,
    action: 'report.viewed',
    ...(page.customer?.id ? { customerId: page.customer.id } : {}),
    details: { report: report.id },
  });
  return page;
}
