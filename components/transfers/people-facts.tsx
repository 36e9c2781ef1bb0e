import type { ReactNode } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { say as all } from '@/messages/transfers/transfer';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from './facts';

const say = all.people;

/** Who had a part in it, and when. */
export function PeopleFacts({ view }: { view: TransferView }) {
  const { requirement, secondPersonName, secondPersonAt, authorizedAt, endedAt, status } = view;
  return (
    <Facts>
      <Fact label={say.entered}>
        <Entry who={view.tellerName} at={view.createdAt} />
      </Fact>
      {view.submittedAt ? (
        <Fact label={say.submitted}>
          <Entry who={view.tellerName} at={view.submittedAt} />
        </Fact>
      ) : null}
      {requirement === 'customer_and_second_person' ? (
        <Fact label={say.secondPerson}>
          {secondPersonName && secondPersonAt ? (
            <Entry who={secondPersonName} at={secondPersonAt} />
          ) : (
            <Faint>{status === 'denied' ? say.refused : say.nobodyYet}</Faint>
          )}
        </Fact>
      ) : null}
      {requirement && requirement !== 'none' ? (
        <Fact label={say.customer}>
          {authorizedAt ? (
            <Entry who={view.customer.name} at={authorizedAt} />
          ) : (
            <Faint>{say.noApproval}</Faint>
          )}
        </Fact>
      ) : null}
      {endedAt ? (
        <Fact label={status === 'executed' ? say.executed : say.ended}>
          <LocalTime iso={endedAt} show="moment" />
        </Fact>
      ) : null}
      {view.attempts > 0 ? <Fact label={say.bankAsked}>{say.times({ times: view.attempts })}</Fact> : null}
      {view.detail ? (
        <Fact label={say.detail}>
          <span className="figures text-sm">{view.detail}</span>
        </Fact>
      ) : null}
    </Facts>
  );
}

function Entry({ who, at }: { who: string; at: string }) {
  return say.whoWhen({
    name: who,
    at: (
      <span className="text-ink-soft">
        <LocalTime iso={at} show="moment" wrap />
      </span>
    ),
  });
}

function Faint({ children }: { children: ReactNode }) {
  return <span className="text-ink-faint">{children}</span>;
}
