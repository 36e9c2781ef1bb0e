import type { HistoryEntry } from '@/lib/history/view';
import { say as words } from '@/messages/history/entry';
import { LocalTime } from '../time/local-time';
import { Fact, Facts } from '../transfers/facts';
import { CopyButton } from '../ui/copy-button';
import { wholeText } from './duration-text';

const say = words.protocol;

/** How it was asked, for whoever has to talk about it with the sign-in service's operator. */
export function ProtocolFacts({ entry }: { entry: HistoryEntry }) {
  const { id, scope, delivery, intervalSeconds, expiresAt, detail, authorizationDetails } = entry;
  return (
    <Facts>
      <Fact label={say.id}>
        <span className="flex items-center gap-1">
          <span className="figures text-sm">{id}</span>
          <span className="print:hidden">
            <CopyButton text={id} what={say.copyId} />
          </span>
        </span>
      </Fact>
      <Fact label={say.scope}>
        <span className="figures text-sm">{scope}</span>
      </Fact>
      <Fact label={say.delivery}>{say.deliveries[delivery]}</Fact>
      {delivery === 'push' ? null : (
        <Fact label={say.interval}>{say.betweenQuestions({ time: wholeText(intervalSeconds) })}</Fact>
      )}
      <Fact label={say.due}>
        <LocalTime iso={expiresAt} show="moment" wrap />
      </Fact>
      {detail ? (
        <Fact label={say.detail}>
          <span className="figures text-sm">{detail}</span>
        </Fact>
      ) : null}
      {authorizationDetails ? (
        // Below its name: as wide as there is room, so that lines stay lines.
        <div className="px-4 py-2">
          <dt className="text-ink-soft text-sm">{say.authorizationDetails}</dt>
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
