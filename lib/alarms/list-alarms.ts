import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { CustomerDirectory, ExactDirectory } from '../customers/directory';
import { AppError } from '../errors';
import { customersMeant, type ResolveDeps } from '../history/resolve';
import { presentAlarm, presentReport } from './present';
import { isAlarmId, isReportId } from './report';
import type { AlarmStore } from './store';
import type { AlarmCustomer, AlarmRow, AlarmsFilter, AlarmsPage, ReportPage } from './view';

const PAGE = 50;

export interface ListAlarmsDeps extends ResolveDeps {
  readonly alarms: AlarmStore;
  readonly directory: CustomerDirectory & ExactDirectory;
}

/**
 * Alarms of everybody, those that stand first, then the newest; and the reports about nobody the directory knows.
 *
 * @param before where the page before this one ended, as its `older` said
 * @throws AppError `forbidden`
 */
export async function listAlarms(
  deps: ListAlarmsDeps,
  actor: StaffActor,
  filter: AlarmsFilter,
  before?: string,
): Promise<AlarmsPage> {
  authorize(actor, 'alarms.read');
  const { customers, more } = await customersMeant(deps, filter.customer);
  const after = before !== undefined && isAlarmId(before) ? before : null;
  const found = await deps.alarms.list({ ...filter, customers }, PAGE + 1, after);
  const rows = found.slice(0, PAGE);
  const hasUnknown = filter.customer === null && after === null && filter.state !== 'lifted';
  const unknown = hasUnknown ? await deps.alarms.listUnknown(PAGE) : [];
  const named = await namesOf(
    deps,
    rows.map(({ customerId, subject }) => ({ customerId, subject })),
  );
  return {
    rows: rows.map((alarm): AlarmRow => ({ ...presentAlarm(alarm, actor), customer: named(alarm) })),
    unknown: unknown.map((report) => ({ ...presentReport(report), about: report.about })),
    older: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    tooManyCustomers: more,
  };
}

/** @throws AppError `forbidden`, `not_found` */
export async function getAlarm(deps: ListAlarmsDeps, actor: StaffActor, id: string): Promise<AlarmRow> {
  authorize(actor, 'alarms.read');
  const alarm = isAlarmId(id) ? await deps.alarms.find(id) : undefined;
  if (!alarm) throw new AppError('not_found', 'There is no such alarm.');
  const named = await namesOf(deps, [alarm]);
  return { ...presentAlarm(alarm, actor), customer: named(alarm) };
}

/** One report, with or without an alarm and a verification. @throws AppError `forbidden`, `not_found` */
export async function getReport(deps: ListAlarmsDeps, actor: StaffActor, id: string): Promise<ReportPage> {
  authorize(actor, 'alarms.read');
  const report = isReportId(id) ? await deps.alarms.findReport(id) : undefined;
  if (!report) throw new AppError('not_found', 'There is no such report.');
  const named = await namesOf(deps, [report]);
  return {
    ...presentReport(report),
    about: report.about,
    alarmId: report.alarmId,
    customer: report.subject === null && report.customerId === null ? null : named(report),
  };
}

interface Meant {
  readonly customerId: string | null;
  readonly subject: string | null;
}

/** Whom they are about, as the directory knows them now. */
async function namesOf({ directory }: ListAlarmsDeps, meant: readonly Meant[]) {
  const known = new Map<string, AlarmCustomer>();
  for (const { customerId, subject } of meant) {
    const found = customerId
      ? await directory.get(customerId)
      : subject
        ? (await directory.exactly({ by: 'subject', value: subject }))[0]
        : undefined;
    if (found)
      known.set(keyOf({ customerId, subject }), { id: found.id, name: found.name, number: found.number });
  }
  return (of: Meant): AlarmCustomer =>
    known.get(keyOf(of)) ?? {
      id: of.customerId,
      name: of.customerId ? 'Removed customer' : 'Unknown customer',
      number: of.customerId ?? of.subject ?? '',
    };
}

function keyOf({ customerId, subject }: Meant): string {
  return JSON.stringify([customerId, subject]);
}
