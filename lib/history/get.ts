import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { AppError } from '../errors';
import { isVerificationId } from '../verification/verification';
import type { HistoryStore } from './store';
import type { HistoryEntry } from './view';

/** One verification with its timeline, for supervisors. */
export async function getHistoryEntry(
  deps: { readonly history: HistoryStore },
  actor: StaffActor,
  id: string,
): Promise<HistoryEntry> {
  authorize(actor, 'history.read');
  const entry = isVerificationId(id) ? await deps.history.get(id) : undefined;
  if (!entry) throw new AppError('not_found', 'There is no such verification.');
  return entry.endedAt === null ? withoutCode(entry) : entry;
}

/** While the customer is being asked, the code belongs to the two people on that call. */
function withoutCode(entry: HistoryEntry): HistoryEntry {
  const timeline = entry.timeline.map(({ details: { binding_message: _, ...details }, ...item }) => ({
    ...item,
    details,
  }));
  return { ...entry, bindingMessage: null, timeline };
}
