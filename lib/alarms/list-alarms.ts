import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { authorize } from '../auth/permissions';
import type { Clock } from '../clock';
import type { CustomerDirectory, ExactDirectory } from '../customers/directory';
import { customersMeant, type ResolveDeps } from '../history/resolve';
import { namesOf } from './named';
import { presentAlarm, presentReport } from './present';
import { isAlarmId } from './report';
import type { AlarmStore } from './store';
import { type AlarmRow, type AlarmsFilter, type AlarmsPage, nobody } from './view';

const PAGE = 50;
/** Beside the alarms; all of them have a list of their own. */
const UNKNOWN = 5;

export interface ListAlarmsDeps extends ResolveDeps {
  readonly alarms: AlarmStore;
  readonly directory: CustomerDirectory & ExactDirectory;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * Alarms of everybody, those that stand first, then the newest; and the newest reports about nobody the directory
 * knows. That somebody looked for a customer is recorded, for each page.
 *
 * @param before where the page before this one ended, as its `older` said
 * @throws AppError `forbidden`, `rate_limited`
 */
export async function listAlarms(
  deps: ListAlarmsDeps,
  actor: StaffActor,
  filter: AlarmsFilter,
  before?: string,
): Promise<AlarmsPage> {
  authorize(actor, 'alarms.read');
  if (filter.customer !== null) {
    await deps.audit.append({
      at: deps.clock.now(),
      actor,
      action: 'alarms.searched',
      details: {
        ...(filter.state ? { state: filter.state } : {}),
        ...(filter.source ? { source: filter.source } : {}),
      },
      personal: { customer: filter.customer },
    });
  }
  const { customers, more } = await customersMeant(deps, actor, filter.customer);
  const after = before !== undefined && isAlarmId(before) ? before : null;
  const found = await deps.alarms.list({ ...filter, customers }, PAGE + 1, after);
  const rows = found.slice(0, PAGE);
  const unknown = showsUnknown(filter, after !== null)
    ? await deps.alarms.listReports(
        { source: filter.source, customers: null, unknown: true, from: null, to: null },
        filter.state === 'unknown' ? PAGE : UNKNOWN,
        null,
      )
    : [];
  const named = await namesOf(deps.directory, rows);
  return {
    rows: rows.map(
      (alarm): AlarmRow => ({ ...presentAlarm(alarm, actor), customer: named(alarm) ?? nobody }),
    ),
    unknown: unknown.map((report) => ({ ...presentReport(report), about: report.about })),
    older: found.length > PAGE ? (rows.at(-1)?.id ?? null) : null,
    tooManyCustomers: more,
  };
}

function showsUnknown({ state, customer }: AlarmsFilter, further: boolean): boolean {
  return state === 'unknown' || (state === null && customer === null && !further);
}
