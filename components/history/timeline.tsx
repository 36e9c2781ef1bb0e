import type { TimelineItem } from '@/lib/history/view';
import { LocalTime } from '../time/local-time';
import { actorText, timelineText } from './timeline-text';

/** Everything that was recorded, oldest first. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="rounded-md border border-rule bg-sheet">
      {items.map((item, at) => (
        <li
          // biome-ignore lint/suspicious/noArrayIndexKey: the record is only ever appended to.
          key={at}
          className="grid gap-x-5 border-rule px-4 py-2 not-last:border-b sm:grid-cols-[11.5rem_minmax(0,1fr)_9rem]"
        >
          <span className="text-ink-soft text-sm">
            <LocalTime iso={item.at} show="moment" />
          </span>
          <span className="min-w-0">
            {timelineText(item.action)}
            <Details details={item.details} />
          </span>
          <span className="wrap-anywhere text-ink-soft text-sm sm:text-right">{actorText(item.actor)}</span>
        </li>
      ))}
    </ol>
  );
}

function Details({ details }: { details: TimelineItem['details'] }) {
  const known = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  if (known.length === 0) return null;
  return (
    <span className="wrap-anywhere block text-ink-soft text-sm">
      {known.map(([name, value]) => `${name.replaceAll('_', ' ')}: ${value}`).join(' · ')}
    </span>
  );
}
