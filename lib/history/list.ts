import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import type { HistoryStore } from './store';
import type { HistoryRow } from './view';

const LIMIT = 50;

/** The newest verifications of everybody, for supervisors. */
export async function listHistory(
  deps: { readonly history: HistoryStore },
  actor: StaffActor,
): Promise<HistoryRow[]> {
  authorize(actor, 'history.read');
  return deps.history.newest(LIMIT);
}
