import type { TimelineItem } from '@/lib/history/view';
import { say } from '@/messages/history/timeline';
import { LocalTime } from '../time/local-time';
import { detailTexts } from './detail-text';
import { durationText } from './duration-text';
import { LOOK, lookText, type Step, stepsOf } from './timeline-steps';
import { actorText, timelineText } from './timeline-text';

/** Everything that was recorded, oldest first, and how long each thing let wait. */
export function Timeline({ items }: { items: readonly TimelineItem[] }) {
  return (
    <ol className="rounded-md border border-rule bg-sheet print:rounded-none print:border-x-0 print:bg-transparent">
      {stepsOf(items).map((step, at) => (
        <Line
          // biome-ignore lint/suspicious/noArrayIndexKey: the record is only ever appended to.
          key={at}
          step={step}
        />
      ))}
    </ol>
  );
}

function Line({ step }: { step: Step }) {
  const { item, times, until, after } = step;
  const isLook = item.action === LOOK;
  return (
    <li className="grid break-inside-avoid grid-cols-[minmax(0,1fr)_auto] gap-x-5 border-rule px-4 py-2 not-last:border-b sm:grid-cols-[10.5rem_4.75rem_minmax(0,1fr)_auto] print:grid-cols-[10.5rem_4.75rem_minmax(0,1fr)_auto]">
      <span className="text-ink-soft text-sm leading-[1.607]">
        <LocalTime iso={item.at} show="moment" wrap />
      </span>
      <span className="whitespace-nowrap text-right text-ink-soft text-sm leading-[1.607]">
        {after === null
          ? null
          : say.after({
              time: durationText(after),
              unseen: (words) => <span className="sr-only">{words}</span>,
            })}
      </span>
      <span className="min-w-0 max-sm:col-span-2">
        {isLook ? lookText(step) : timelineText(item)}
        {isLook && times > 1 ? (
          <span className="block text-ink-soft text-sm">
            {say.lastLook({ at: <LocalTime iso={until} show="moment" wrap /> })}
          </span>
        ) : null}
        <Details item={item} />
      </span>
      {isLook ? null : (
        <span className="wrap-anywhere max-w-44 text-ink-soft text-sm leading-[1.607] max-sm:col-span-2 sm:text-right">
          {say.by({
            name: actorText(item.actor),
            label: (words) => <span className="sm:hidden print:hidden">{words}</span>,
          })}
          {item.actor.address ? (
            <span className="block text-xs">{say.fromAddress({ address: item.actor.address })}</span>
          ) : null}
        </span>
      )}
    </li>
  );
}

function Details({ item }: { item: TimelineItem }) {
  const texts = [...detailTexts(item), ...(item.removed ? [say.details.removed] : [])];
  if (texts.length === 0) return null;
  return <span className="wrap-anywhere block text-ink-soft text-sm">{texts.join(' · ')}</span>;
}
