'use client';

import type { ReactNode } from 'react';
import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { Countdown } from '../time/countdown';
import { Skeleton } from '../ui/skeleton';
import { UnreachableNote } from './line-notes';
import { type PhoneMessage, PhonePicture } from './phone-picture';
import { SpokenCode } from './spoken-code';

interface Props {
  view: VerificationView;
  /** What to do about what the phone shows. */
  advice: string;
  /** The button that cancels the request. */
  cancel: ReactNode;
}

/** The customer is being asked. Shared by everything customers are asked for. */
export function Waiting({ view, advice, cancel }: Props) {
  const message = sentMessage(view);
  return (
    <div className="flex flex-wrap items-end justify-between gap-x-12 gap-y-5">
      <div>
        <p className="mb-1 text-lg">{say.waiting.checkPhone}</p>
        {view.spokenCode ? (
          <SpokenCode code={view.spokenCode} />
        ) : (
          <Skeleton className="h-[clamp(3.4rem,2.2rem+6vw,7.25rem)] w-80 max-w-full" />
        )}
      </div>
      <div className="grid max-w-prose flex-1 basis-72 gap-x-6 gap-y-3 sm:grid-cols-[minmax(0,1fr)_auto] xl:max-w-md">
        <p className="self-center text-sm">{advice}</p>
        <div className="space-y-3 sm:col-span-2">
          {view.opReachable ? null : <UnreachableNote />}
          <div className="flex flex-wrap items-end gap-x-5 gap-y-3">
            <div className="min-w-0 flex-1 basis-24">
              <span className="text-ink-soft text-sm">{`${say.waiting.timeLeft} `}</span>
              <Countdown
                until={view.expiresAt}
                since={view.requestedAt}
                serverNow={view.now}
                className="font-semibold text-lg"
              />
            </div>
            {cancel}
          </div>
        </div>
        {message ? (
          // Last on a narrow screen, so that it pushes no button off it.
          <div className="sm:col-start-2 sm:row-start-1">
            <PhonePicture caption={say.waiting.onTheirPhone} message={message} />
          </div>
        ) : null}
      </div>
    </div>
  );
}

/** The message as it was sent, cut where the code stands in it. */
function sentMessage({ bindingMessage, spokenCode }: VerificationView): PhoneMessage | null {
  if (!bindingMessage || !spokenCode) return null;
  const at = bindingMessage.indexOf(spokenCode);
  if (at < 0) return { before: bindingMessage, code: '', after: '' };
  return {
    before: bindingMessage.slice(0, at),
    code: spokenCode,
    after: bindingMessage.slice(at + spokenCode.length),
  };
}
