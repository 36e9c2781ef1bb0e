'use client';

import { useRef } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/status';
import { Countdown } from '../time/countdown';
import { useKeptFocus } from '../ui/use-kept-focus';
import { StatusPicture } from '../verification/pictures';
import { toneBand, toneInk } from '../verification/tones';
import { Asking, type AskingProps } from './asking';
import { askingWords } from './asking-words';
import { TransferPicture } from './pictures';
import { Told } from './told';
import { wordsFor } from './words';

/** How the transfer stands: what happened, and what to do now. */
export function StatusCard({ view, ...rest }: Omit<AskingProps, 'words'>) {
  const asks = view.status === 'awaiting_customer';
  const asked = view.verification;
  const words = asks ? askingWords(asked, view.may.ask, view.tellerName) : wordsFor(view);
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section, `${view.status} ${words.status}`);
  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby="status-heading"
      className={`rounded-md border outline-none ${toneBand[words.tone]}`}
    >
      <header className="flex items-center gap-3 px-4 pt-3 sm:px-5 sm:pt-4">
        <span
          className={`grid size-10 shrink-0 place-items-center rounded-full border-2 border-current ${toneInk[words.tone]}`}
        >
          {asks && asked ? (
            <StatusPicture view={asked} className="size-5.5" />
          ) : (
            <TransferPicture of={view} className="size-5.5" />
          )}
        </span>
        <div className="min-w-0">
          <h2 id="status-heading" className={`text-xs ${words.tone === 'alarm' ? '' : 'text-ink-soft'}`}>
            {asks ? say.askingHeading : say.heading}
          </h2>
          <p role="status" className={`font-bold text-xl ${toneInk[words.tone]}`}>
            {words.status}
          </p>
        </div>
      </header>
      <div className="px-4 pt-3 pb-4 sm:px-5 sm:pb-5">
        {asks ? <Asking {...{ view, words, ...rest }} /> : <Standing view={view} />}
      </div>
    </section>
  );
}

function Standing({ view }: { view: TransferView }) {
  return (
    <Told words={wordsFor(view)} at={view.endedAt}>
      {view.nextAttemptAt ? (
        <p className="mt-2">
          {say.bankAskedAgainIn({
            countdown: (
              <Countdown until={view.nextAttemptAt} serverNow={view.now} className="font-semibold" />
            ),
          })}
        </p>
      ) : null}
    </Told>
  );
}
