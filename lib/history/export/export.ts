import { say } from '@/messages/history/errors';
import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { AppError } from '../../errors';
import type { Logger } from '../../log';
import type { HistoryFilter } from '../filter/view';
import { dayOf } from '../period';
import { recordedFilter } from '../recorded-filter';
import { type ResolveDeps, resolveFilter } from '../resolve';
import { type ExportId, isExportId, newExportId } from './export-id';
import { type ExportFormat, writers } from './format';
import { type Pieces, startRun } from './run';
import type { ExportStore } from './store';

const PAGE = 2_000;

export interface ExportDeps extends ResolveDeps {
  readonly exports: ExportStore;
  readonly clock: Clock;
  readonly log: Logger;
}

export interface ExportedFile {
  readonly name: string;
  readonly contentType: string;
  readonly pieces: Pieces;
}

/**
 * The filtered history as a file: all of it as it is now, nothing that is requested while it is written. That it
 * begins is recorded before anything is read, that and how it ended with the hash of what was handed out.
 *
 * @param id chosen by the page that wants to know how far it has come
 */
export async function exportHistory(
  deps: ExportDeps,
  actor: StaffActor,
  filter: HistoryFilter,
  format: ExportFormat,
  id?: string,
): Promise<ExportedFile> {
  authorize(actor, 'history.export');
  if (id !== undefined && !isExportId(id)) {
    throw new AppError('invalid_input', say.export.badId);
  }
  const now = deps.clock.now();
  const { query, tooManyCustomers } = await resolveFilter(deps, actor, filter, now);
  if (tooManyCustomers) {
    throw new AppError('invalid_input', say.export.tooManyCustomers);
  }
  const meant = { ...query, asOf: now };
  const { clock, log, exports } = deps;
  const total = await exports.count(meant);
  const begun = await begin(exports, actor, id ?? newExportId(), { filter, format, total, at: now });
  const { contentType, head, line } = writers[format];
  const pieces = startRun({
    clock,
    log,
    pageSize: PAGE,
    head,
    line,
    page: (after) => exports.page(meant, PAGE, after),
    move: (written) => exports.move(begun, written, clock.now()),
    end(state, written, sha256) {
      const at = clock.now();
      const details = { export: begun, rows: written, state, sha256 };
      return exports.end(
        begun,
        { state, written, at },
        { at, actor, action: 'history.export_ended', details },
      );
    },
  });
  return { name: `countersign-history-${dayOf(now, deps.env.TIME_ZONE)}.${format}`, contentType, pieces };
}

/** Under the id that was asked for, or under one nobody follows where that one is at work: a download begun twice. */
async function begin(
  exports: ExportStore,
  actor: StaffActor,
  wanted: ExportId,
  { filter, format, total, at }: { filter: HistoryFilter; format: ExportFormat; total: number; at: Date },
): Promise<ExportId> {
  const { details, personal } = recordedFilter(filter);
  const start = (id: ExportId) =>
    exports.start(
      { id, sessionId: actor.sessionId, total, at },
      {
        at,
        actor,
        action: 'history.exported',
        details: { ...details, export: id, format, total },
        ...(Object.keys(personal).length > 0 ? { personal } : {}),
      },
    );
  let id = wanted;
  while (!(await start(id))) id = newExportId();
  return id;
}
