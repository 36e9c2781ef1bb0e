import type { ReactNode } from 'react';
import { say } from '@/messages/transfers/status';
import { LocalTime } from '../time/local-time';
import type { TransferWords } from './words';

interface Props {
  words: TransferWords;
  /** When it ended. */
  at: string | null;
  /** What can be done about it right here. */
  children?: ReactNode;
}

/** What happened, and beside it what to do now. */
export function Told({ words, at, children }: Props) {
  const alarm = words.tone === 'alarm';
  const soft = alarm ? '' : 'text-ink-soft';
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      <div className="max-w-prose flex-1 basis-72">
        <p className={alarm ? 'text-lg' : ''}>{words.happened}</p>
        {at ? <p className={`mt-1 text-sm ${soft}`}>{say.endedAt({ at: <LocalTime iso={at} /> })}</p> : null}
      </div>
      <div className="max-w-prose flex-1 basis-80">
        {words.next.length > 0 ? (
          <>
            <h3 className={`text-xs ${soft}`}>{say.whatToDo}</h3>
            <ul
              className={`mt-0.5 space-y-1 ${words.next.length > 1 ? 'list-disc pl-4.5' : ''} ${alarm ? 'font-semibold text-lg' : ''}`}
            >
              {words.next.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          </>
        ) : null}
        {children}
      </div>
    </div>
  );
}
