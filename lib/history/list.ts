import type { StaffActor } from '../actor';
import type { AuditLog } from '../audit/entry';
import { authorize, can } from '../auth/permissions';
import type { Clock } from '../clock';
import { cursorOf, readCursor } from './cursor';
import type { HistoryFilter } from './filter/view';
import { looksForPerson, recordedFilter } from './recorded-filter';
import { type ResolveDeps, resolveFilter } from './resolve';
import type { HistoryStore } from './store';
import type { HistoryPage } from './view';

const PAGE = 50;

export interface ListDeps extends ResolveDeps {
  readonly history: HistoryStore;
  readonly audit: AuditLog;
  readonly clock: Clock;
}

/**
 * A page of the history, newest first: everybody's for those who may see it, their own for all others. That somebody
 * looked for a person is recorded, for each page.
 *
 * @param before where the page before this one ended, as its `older` said
 */
export async function listHistory(
  deps: ListDeps,
  actor: StaffActor,
  filter: HistoryFilter,
  before?: string,
): Promise<HistoryPage> {
  authorize(actor, 'history.read');
  const all = can(actor, 'history.read_all');
  const asked = all ? filter : { ...filter, staff: null };
  const after = before === undefined ? null : readCursor(before);
  const now = deps.clock.now();
  if (all && looksForPerson(asked)) {
    await deps.audit.append({ at: now, actor, action: 'history.searched', ...recordedFilter(asked) });
  }
  const { query, tooManyCustomers } = await resolveFilter(deps, actor, asked, now);
  const [found, staff] = await Promise.all([
    deps.history.list(query, PAGE + 1, after),
    all ? deps.history.staff() : [],
  ]);
  const rows = found.slice(0, PAGE);
  const last = rows.at(-1);
  return {
    rows,
    older: last && found.length > PAGE ? cursorOf(last) : null,
    filter: asked,
    staff,
    tooManyCustomers,
    zone: deps.env.TIME_ZONE,
  };
}
