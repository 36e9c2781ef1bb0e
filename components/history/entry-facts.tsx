import Link from 'next/link';
import type { HistoryEntry } from '@/lib/history/view';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from '../transfers/facts';
import { durationText } from './duration-text';
import { purposeNames } from './filter-words';
import { afterwards } from './outcome-text';
import { isRemoved } from './removed';
import { Standing } from './standing';

const link = 'text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal';

/** What a third person asks first: who, about whom, why, how it ended and when. */
export function EntryFacts({ entry }: { entry: HistoryEntry }) {
  const { callReference, transferId, answerSeconds, endedAt, grantExpiresAt, grantEnd } = entry;
  return (
    <Facts>
      <Fact label="Outcome">
        <Standing of={entry} />
      </Fact>
      <Fact label="Customer">
        <Customer of={entry.customer} />
      </Fact>
      <Fact label="Requested by">{entry.staffName}</Fact>
      <Fact label="Purpose">
        {purposeNames[entry.purpose]}
        {transferId ? (
          <>
            {': '}
            <Link href={`/transfers/${encodeURIComponent(transferId)}`} prefetch={false} className={link}>
              the transfer
            </Link>
          </>
        ) : null}
      </Fact>
      {callReference ? <Fact label="Call reference">{callReference}</Fact> : null}
      <Fact label="Requested">
        <LocalTime iso={entry.requestedAt} show="moment" wrap />
      </Fact>
      <Fact label="Ended">
        {endedAt ? (
          <LocalTime iso={endedAt} show="moment" wrap />
        ) : (
          'Not yet. Open this page again to see how it ended.'
        )}
      </Fact>
      {answerSeconds === null ? null : <Fact label="Answered after">{durationText(answerSeconds)}</Fact>}
      {grantExpiresAt ? (
        <Fact label="Approval usable">
          until <LocalTime iso={grantExpiresAt} show="moment" wrap />
          {grantEnd && grantEnd !== 'grant_expired' ? `, ended earlier: ${afterwards[grantEnd]}` : null}
        </Fact>
      ) : null}
    </Facts>
  );
}

function Customer({ of }: { of: HistoryEntry['customer'] }) {
  if (isRemoved(of)) return 'Removed under retention';
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
