import type { ReactNode } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from './facts';

/** Who had a part in it, and when. */
export function PeopleFacts({ view }: { view: TransferView }) {
  const { requirement, secondPersonName, secondPersonAt, authorizedAt, endedAt, status } = view;
  return (
    <Facts>
      <Fact label="Entered">
        <Entry who={view.tellerName} at={view.createdAt} />
      </Fact>
      {view.submittedAt ? (
        <Fact label="Submitted">
          <Entry who={view.tellerName} at={view.submittedAt} />
        </Fact>
      ) : null}
      {requirement === 'customer_and_second_person' ? (
        <Fact label="Second person">
          {secondPersonName && secondPersonAt ? (
            <Entry who={secondPersonName} at={secondPersonAt} />
          ) : (
            <Faint>{status === 'denied' ? 'Refused' : 'Nobody yet'}</Faint>
          )}
        </Fact>
      ) : null}
      {requirement && requirement !== 'none' ? (
        <Fact label="Customer’s approval">
          {authorizedAt ? <Entry who={view.customer.name} at={authorizedAt} /> : <Faint>None</Faint>}
        </Fact>
      ) : null}
      {endedAt ? (
        <Fact label={status === 'executed' ? 'Executed' : 'Ended'}>
          <LocalTime iso={endedAt} show="moment" />
        </Fact>
      ) : null}
      {view.attempts > 0 ? <Fact label="Bank was asked">{timesText(view.attempts)}</Fact> : null}
      {view.detail ? (
        <Fact label="Technical detail">
          <span className="figures text-sm">{view.detail}</span>
        </Fact>
      ) : null}
    </Facts>
  );
}

function timesText(n: number): string {
  if (n === 1) return 'Once';
  return n === 2 ? 'Twice' : `${n} times`;
}

function Entry({ who, at }: { who: string; at: string }) {
  return (
    <>
      {who},{' '}
      <span className="text-ink-soft">
        <LocalTime iso={at} show="moment" wrap />
      </span>
    </>
  );
}

function Faint({ children }: { children: ReactNode }) {
  return <span className="text-ink-faint">{children}</span>;
}
