import Link from 'next/link';
import type { HistoryEntry } from '@/lib/history/view';
import { say as words } from '@/messages/history/entry';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from '../transfers/facts';
import { durationText } from './duration-text';
import { purposeNames } from './filter-words';
import { isRemoved } from './removed';
import { Standing } from './standing';

const say = words.result;

const link = 'text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal';

/** What a third person asks first: who, about whom, why, how it ended and when. */
export function EntryFacts({ entry }: { entry: HistoryEntry }) {
  const { callReference, transferId, answerSeconds, endedAt, grantExpiresAt } = entry;
  const purpose = purposeNames[entry.purpose];
  return (
    <Facts>
      <Fact label={say.outcome}>
        <Standing of={entry} />
      </Fact>
      <Fact label={say.customer}>
        <Customer of={entry.customer} />
      </Fact>
      <Fact label={say.staff}>{entry.staffName}</Fact>
      <Fact label={say.purpose}>
        {transferId ? <ForTransfer purpose={purpose} id={transferId} /> : purpose}
      </Fact>
      {callReference ? <Fact label={say.call}>{callReference}</Fact> : null}
      <Fact label={say.requested}>
        <LocalTime iso={entry.requestedAt} show="moment" wrap />
      </Fact>
      <Fact label={say.ended}>{endedAt ? <LocalTime iso={endedAt} show="moment" wrap /> : say.notEnded}</Fact>
      {answerSeconds === null ? null : <Fact label={say.answered}>{durationText(answerSeconds)}</Fact>}
      {grantExpiresAt ? (
        <Fact label={say.usable}>
          <Usable until={grantExpiresAt} end={entry.grantEnd} />
        </Fact>
      ) : null}
    </Facts>
  );
}

function ForTransfer({ purpose, id }: { purpose: string; id: string }) {
  const toTransfer = (words: string) => (
    <Link href={`/transfers/${encodeURIComponent(id)}`} prefetch={false} className={link}>
      {words}
    </Link>
  );
  return say.forTransfer({ purpose, link: toTransfer });
}

function Usable({ until, end }: { until: string; end: HistoryEntry['grantEnd'] }) {
  const moment = <LocalTime iso={until} show="moment" wrap />;
  if (end && end !== 'grant_expired') return say.endedEarlier({ until: moment, end });
  return say.usableUntil({ until: moment });
}

function Customer({ of }: { of: HistoryEntry['customer'] }) {
  if (isRemoved(of)) return say.removed;
  const { id, name, number } = of;
  return (
    <>
      <Link href={`/customers/${encodeURIComponent(id)}`} prefetch={false} className={link}>
        {name}
      </Link>{' '}
      <span className="text-ink-soft text-sm">{number}</span>
    </>
  );
}
