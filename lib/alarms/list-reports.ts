import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { anything } from '../history/filter/view';
import { instantsOf } from '../history/period';
import { recordedFilter } from '../history/recorded-filter';
import { customersMeant } from '../history/resolve';
import type { ReportsFilter } from './filter/view';
import type { ListAlarmsDeps } from './list-alarms';
import { namesOf } from './named';
import { presentReport } from './present';
import { isReportId } from './report';
import type { StoredReport } from './store';
import type { ReportPage, ReportsPage } from './view';

const PAGE = 50;

/**
 * What was reported, by whomever, with or without a verification and an alarm: the newest first. That somebody looked
 * for a customer is recorded, for each page.
 *
 * @param before where the page before this one ended, as its `older` said
 * @throws AppError `forbidden`, `rate_limited`
 */
export async function listReports(
  deps: ListAlarmsDeps,
  actor: StaffActor,
  filter: ReportsFilter,
  before?: string,
): Promise<ReportsPage> {
  authorize(actor, 'alarms.read');
  const now = deps.clock.now();
  const { period, source, customer, unknown } = filter;
  if (customer !== null) {
    const { details, personal } = recordedFilter({ ...anything, period, customer });
    await deps.audit.append({
      at: now,
      actor,
      action: 'reports.searched',
      details: { ...details, ...(source ? { source } : {}) },
      personal,
    });
  }
  const { customers, more } = await customersMeant(deps, actor, customer);
  const after = before !== undefined && isReportId(before) ? before : null;
  const found = await deps.alarms.listReports(
    { source, customers, unknown, ...instantsOf(period, deps.env.TIME_ZONE, now) },
    PAGE + 1,
    after,
  );
  const rows = found.slice(0, PAGE);
  const named = await namesOf(deps.directory, rows);
  return {
    rows: rows.map((report) => pageOf(report, named)),
    older: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    tooManyCustomers: more,
  };
}

export function pageOf(report: StoredReport, named: Awaited<ReturnType<typeof namesOf>>): ReportPage {
  return {
    ...presentReport(report),
    about: report.about,
    alarmId: report.alarmId,
    customer: named(report),
  };
}
