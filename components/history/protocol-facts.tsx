import type { HistoryEntry } from '@/lib/history/view';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from '../transfers/facts';
import { CopyButton } from '../ui/copy-button';
import { wholeText } from './duration-text';

const deliveries: Record<HistoryEntry['delivery'], string> = {
  poll: 'Poll: the desk asks for the answer',
  ping: 'Ping: the sign-in service says when there is an answer',
  push: 'Push: the sign-in service sends the answer',
};

/** How it was asked, for whoever has to talk about it with the sign-in service's operator. */
export function ProtocolFacts({ entry }: { entry: HistoryEntry }) {
  const { id, scope, delivery, intervalSeconds, expiresAt, detail, authorizationDetails } = entry;
  return (
    <Facts>
      <Fact label="Verification">
        <span className="flex items-center gap-1">
          <span className="figures text-sm">{id}</span>
          <span className="print:hidden">
            <CopyButton text={id} what="the verification’s number" />
          </span>
        </span>
      </Fact>
      <Fact label="Scope">
        <span className="figures text-sm">{scope}</span>
      </Fact>
      <Fact label="Delivery">{deliveries[delivery]}</Fact>
      {delivery === 'push' ? null : (
        <Fact label="Interval">{wholeText(intervalSeconds)} from one question to the next</Fact>
      )}
      <Fact label="To be answered">
        until <LocalTime iso={expiresAt} show="moment" wrap />
      </Fact>
      {detail ? (
        <Fact label="Sign-in service’s own word">
          <span className="figures text-sm">{detail}</span>
        </Fact>
      ) : null}
      {authorizationDetails ? (
        // Below its name: as wide as there is room, so that lines stay lines.
        <div className="px-4 py-2">
          <dt className="text-ink-soft text-sm">Authorization details</dt>
          <dd>
            <pre className="figures wrap-anywhere mt-1 whitespace-pre-wrap text-sm">
              {JSON.stringify(authorizationDetails, null, 2)}
            </pre>
          </dd>
        </div>
      ) : null}
    </Facts>
  );
}
