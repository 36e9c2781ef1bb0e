'use client';

import { useRef } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { LockIcon } from '../ui/icons';
import { useKeptFocus } from '../ui/use-kept-focus';
import { Approved } from './approved';
import type { AskProps } from './ask-or-wait';
import { ChangeButton } from './change-button';
import { Colleague } from './colleague';
import { Ended } from './ended';
import { Idle } from './idle';
import { StatusPicture } from './pictures';
import { ReportNotCustomer } from './report-not-customer';
import { toneBand, toneInk } from './tones';
import { TransferAsked } from './transfer-asked';
import { Waiting } from './waiting';
import { type EndWords, statusText, type Tone, toneOf, wordsAfterAlarm } from './words';

interface Props extends AskProps {
  view: VerificationView | null;
  /** The customer is being asked to authorize a transfer. */
  asked: VerificationView | null;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAllTransfers: boolean;
  mayVerify: boolean;
  /** No alarm stands, and the server knew how one's own verification ended when it said so. */
  settled: boolean;
  /** May say of anybody's verification that this is not the customer. */
  mayReport: boolean;
}

export function VerificationCard({ view, ...rest }: Props) {
  // A colleague's finished request says nothing about the caller on this line.
  const current = view && (view.mine || !isOver(view)) ? view : null;
  // As long as they are asked about a transfer nothing else can be asked; what is in use stays so.
  const { asked } = rest;
  const shown = asked && (!current || isOver(current)) ? asked : current;
  const after = shown?.mine && rest.settled ? wordsAfterAlarm(shown) : null;
  const tone = !shown ? 'calm' : (after?.tone ?? quietBeside(rest.alarmed, toneOf(shown)));
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section, shown ? `${shown.id} ${statusLine(shown)}` : 'idle');

  return (
    <section
      ref={section}
      tabIndex={-1}
      aria-labelledby="verification-heading"
      className={`rounded-md border outline-none ${toneBand[tone]}`}
    >
      <header className="flex items-center gap-3 px-4 pt-3 sm:px-5 sm:pt-4">
        <span
          className={`grid size-10 shrink-0 place-items-center rounded-full border-2 border-current ${toneInk[tone]}`}
        >
          {shown ? <StatusPicture view={shown} className="size-5.5" /> : <LockIcon />}
        </span>
        <div className="min-w-0">
          <h2 id="verification-heading" className={`text-xs ${tone === 'alarm' ? '' : 'text-ink-soft'}`}>
            {say.heading}
          </h2>
          <p role="status" className={`font-bold text-xl ${toneInk[tone]}`}>
            {shown ? (after?.status ?? statusLine(shown)) : say.statuses.none}
          </p>
        </div>
      </header>
      <div className="px-4 pt-3 pb-4 sm:px-5 sm:pb-5">
        {asked && shown !== asked ? (
          <div className="mb-3">
            <TransferAsked asked={asked} seesAll={rest.seesAllTransfers} verified />
          </div>
        ) : null}
        <Body view={shown} after={after} {...rest} />
      </div>
    </section>
  );
}

/** The alarm above says it loudest. */
function quietBeside(alarmed: boolean, tone: Tone): Tone {
  return alarmed && tone === 'alarm' ? 'bad' : tone;
}

type BodyProps = Omit<Props, 'settled'> & { after: EndWords | null };

function Body({ view, after, asked, seesAllTransfers, mayVerify, mayReport, ...ask }: BodyProps) {
  const { actions, onView } = ask;
  if (view && view === asked) {
    return (
      <>
        <TransferAsked asked={asked} seesAll={seesAllTransfers} />
        {view.mine || mayReport ? <Report {...{ view, ...ask }} /> : null}
      </>
    );
  }
  if (view && !view.mine) {
    return (
      <>
        <Colleague view={view} />
        <div className="mt-3 flex flex-wrap items-start gap-2 empty:hidden">
          {mayReport && !ask.alarmed ? <ReportNotCustomer {...{ view, actions, onView }} /> : null}
          <Release {...{ view, actions, onView }} />
        </div>
      </>
    );
  }
  if (!view) return <Idle {...{ mayVerify, ...ask }} />;
  if (view.status === 'requested' || view.status === 'pending') {
    return (
      <Waiting
        view={view}
        advice={say.waiting.advice}
        cancel={
          <div className="flex flex-wrap items-start gap-2">
            <ReportNotCustomer {...{ view, actions, onView }} />
            <ChangeButton
              label={say.waiting.cancel}
              busyLabel={say.waiting.cancelling}
              change={() => actions.cancelVerification(view.id)}
              onView={onView}
            />
          </div>
        }
      />
    );
  }
  if (!isOver(view)) return <Approved {...{ view, actions, onView }} />;
  return <Ended {...{ view, after, ...ask }} />;
}

function Report({ view, alarmed, actions, onView }: AskProps & { view: VerificationView }) {
  if (alarmed) return null;
  return (
    <div className="mt-3">
      <ReportNotCustomer {...{ view, actions, onView }} />
    </div>
  );
}

/** A supervisor takes a verified call from a colleague who cannot end it: gone, or on another call. */
function Release({
  view,
  actions: { releaseCall },
  onView,
}: Pick<Props, 'actions' | 'onView'> & { view: VerificationView }) {
  if (!releaseCall || view.status !== 'approved') return null;
  return (
    <ChangeButton
      label={say.colleague.release}
      busyLabel={say.colleague.releasing}
      change={() => releaseCall(view.id)}
      onView={onView}
    />
  );
}

function statusLine(view: VerificationView): string {
  if (view.purpose === 'wire_transfer') {
    return view.status === 'approved' ? say.statuses.transferAuthorized : say.statuses.transferAsked;
  }
  if (!view.mine) return say.statuses.colleague;
  if (view.status === 'requested') return say.statuses.sending;
  if (view.status === 'pending') return say.statuses.waiting;
  return statusText(view);
}
