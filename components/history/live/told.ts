import type { LiveView } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { titleAndWhom } from './alert-words';

/** What a screen reader is told when one picture of the live dashboard follows another: alerts that were not there before. */
export function newsBetween(before: LiveView, after: LiveView): string | null {
  const known = new Set(before.alerts.flatMap(({ id, taken }) => (taken ? [] : [id])));
  const fresh = after.alerts.filter(({ id, taken }) => !taken && !known.has(id));
  const [first, ...more] = fresh.map(({ matter }) => titleAndWhom(matter));
  if (first === undefined) return null;
  if (more.length > 2) return say.news.many({ alerts: fresh.length, first });
  return say.news.some({ alerts: [first, ...more] });
}
