'use client';

import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { LocalTime } from '../time/local-time';
import { AskOrWait, type AskProps } from './ask-or-wait';
import { DenialQuestion } from './denial-question';
import { ReportNotCustomer } from './report-not-customer';
import { type EndWords, wordsForEnd } from './words';

interface Props extends AskProps {
  view: VerificationView;
  /** How it is told now that no alarm stands any more. */
  after: EndWords | null;
}

/** What happened, and beside it what to do now. */
export function Ended({ view, after, ...rest }: Props) {
  const words = after ?? wordsForEnd(view);
  if (!words) return null;
  const alarm = words.tone === 'alarm' && !rest.alarmed;
  // What to do while an alarm stands is said in it, above, whatever came of the request.
  const isSaid = rest.alarmed;
  // Whether the caller is believed, whoever hears them decides.
  const next = view.denialAnswer && !after ? say.ended.nextAfterAnswer : words.next;
  const soft = alarm ? '' : 'text-ink-soft';
  const isQuestion = view.denialUnclear && view.denialAnswer === null;
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      <div className="max-w-prose flex-1 basis-72">
        <p className={alarm ? 'text-lg' : ''}>{view.denialUnclear ? say.denial.happened : words.happened}</p>
        {view.denialAnswer ? <p className="mt-1">{say.denial.recorded[view.denialAnswer]}</p> : null}
        {view.endedAt && view.grantEnd === null ? (
          <p className={`mt-1 text-sm ${soft}`}>{say.ended.at({ time: <LocalTime iso={view.endedAt} /> })}</p>
        ) : null}
      </div>
      {isSaid ? null : (
        <div className="max-w-prose flex-1 basis-80">
          <h3 className={`text-xs ${soft}`}>{say.ended.whatToDo}</h3>
          {isQuestion ? null : (
            <ul
              className={`mt-0.5 space-y-1 ${next.length > 1 ? 'list-disc pl-4.5' : ''} ${alarm ? 'font-semibold text-lg' : ''}`}
            >
              {next.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ul>
          )}
          {isQuestion ? (
            <DenialQuestion view={view} actions={rest.actions} onView={rest.onView} />
          ) : words.again ? (
            <div className="mt-3">
              <AskOrWait label={say.ask.again} {...rest} />
            </div>
          ) : null}
          {view.status === 'denied' && !isQuestion ? (
            <div className="mt-3">
              <ReportNotCustomer view={view} actions={rest.actions} onView={rest.onView} />
            </div>
          ) : null}
        </div>
      )}
    </div>
  );
}
