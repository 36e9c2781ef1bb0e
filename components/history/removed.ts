import type { HistoryRow } from '@/lib/history/view';

/** Whether the customer was removed from the record in time: what is left in their place names nobody. */
export function isRemoved({ id }: HistoryRow['customer']): boolean {
  return id === 'erased';
}
