import type { HistoryEntry, TimelineItem } from '@/lib/history/view';
import { say } from '@/messages/history/entry';
import { LocalTime } from '../time/local-time';

/** Everybody before whose eyes the customer's sensitive data came by this approval, and when. */
export function WhoSaw({ entry }: { entry: HistoryEntry }) {
  const reads = entry.timeline.filter(({ action }) => action === 'sensitive_data.read');
  if (reads.length === 0) return <p className="px-4 py-2.5">{whyNobody(entry)}</p>;
  return (
    <ol>
      {reads.map((read, at) => (
        <Read
          // biome-ignore lint/suspicious/noArrayIndexKey: the record is only ever appended to.
          key={at}
          read={read}
        />
      ))}
    </ol>
  );
}

function Read({ read }: { read: TimelineItem }) {
  return (
    <li className="flex flex-wrap justify-between gap-x-4 border-rule px-4 py-2 not-last:border-b">
      <span className="wrap-anywhere min-w-0">{read.actor.name}</span>
      <span className="text-ink-soft text-sm leading-[1.607]">
        <LocalTime iso={read.at} show="moment" />
      </span>
    </li>
  );
}

function whyNobody({ status, purpose }: HistoryEntry): string {
  if (purpose === 'wire_transfer') return say.whoSaw.forTransfer;
  if (status === 'approved') return say.whoSaw.notOpened;
  if (status === 'requested' || status === 'pending') return say.whoSaw.notAnswered;
  return say.whoSaw.notApproved;
}
