'use client';

import type { VerificationView } from '@/lib/verification/view';
import { LocalTime } from '../time/local-time';
import type { DeskActions } from './actions';
import type { RequestTerms } from './request-terms';
import { VerifyForm } from './verify-form';
import { wordsForEnd } from './words';

interface Props {
  view: VerificationView;
  customerId: string;
  terms: RequestTerms;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

/** What happened, and beside it what to do now. */
export function Ended({ view, ...rest }: Props) {
  const words = wordsForEnd(view);
  if (!words) return null;
  const alarm = words.tone === 'alarm';
  const soft = alarm ? '' : 'text-ink-soft';
  return (
    <div className="flex flex-wrap gap-x-10 gap-y-4">
      <div className="max-w-prose flex-1 basis-72">
        <p className={alarm ? 'text-lg' : ''}>{words.happened}</p>
        {view.endedAt && view.grantEnd === null ? (
          <p className={`mt-1 text-sm ${soft}`}>
            At <LocalTime iso={view.endedAt} />.
          </p>
        ) : null}
      </div>
      <div className="max-w-prose flex-1 basis-80">
        <h3 className={`text-xs ${soft}`}>What to do now</h3>
        <ul
          className={`mt-0.5 space-y-1 ${words.next.length > 1 ? 'list-disc pl-4.5' : ''} ${alarm ? 'font-semibold text-lg' : ''}`}
        >
          {words.next.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ul>
        {words.again ? (
          <div className="mt-3">
            <VerifyForm label="Verify again" {...rest} />
          </div>
        ) : null}
      </div>
    </div>
  );
}
