import type { LiveView } from '@/lib/history/live/view';
import { alertTitle, whom } from './alert-words';

/** What a screen reader is told when one picture of the live dashboard follows another: alerts that were not there before. */
export function newsBetween(before: LiveView, after: LiveView): string | null {
  const known = new Set(before.alerts.flatMap(({ id, taken }) => (taken ? [] : [id])));
  const fresh = after.alerts.filter(({ id, taken }) => !taken && !known.has(id));
  const [first] = fresh;
  if (!first) return null;
  if (fresh.length > 3) return `${fresh.length} new alerts. The first: ${sentence(first.matter)}`;
  return `New alert: ${fresh.map(({ matter }) => sentence(matter)).join('; ')}`;
}

function sentence(matter: Parameters<typeof alertTitle>[0]): string {
  return [alertTitle(matter), whom(matter)].filter(Boolean).join(', ');
}
