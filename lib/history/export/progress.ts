import { say } from '@/messages/history/errors';
import type { StaffActor } from '../../actor';
import { authorize } from '../../auth/permissions';
import type { Clock } from '../../clock';
import { AppError } from '../../errors';
import { isExportId } from './export-id';
import type { ExportStore } from './store';
import type { ExportProgress } from './view';

/** An export that has said nothing for so long went down with its node. */
const SILENCE_MS = 30_000;

/** How far an export has come, for whoever started it. */
export async function getExport(
  deps: { readonly exports: Pick<ExportStore, 'find'>; readonly clock: Clock },
  actor: StaffActor,
  id: string,
): Promise<ExportProgress> {
  authorize(actor, 'history.export');
  const found = isExportId(id) ? await deps.exports.find(id) : undefined;
  if (found?.sessionId !== actor.sessionId) {
    throw new AppError('not_found', say.export.none, found ? { refusal: { why: 'person' } } : {});
  }
  const { state, written, total, movedAt } = found;
  const isSilent = deps.clock.now().getTime() - movedAt.getTime() > SILENCE_MS;
  return { id, state: state === 'running' && isSilent ? 'broken_off' : state, written, total };
}
