'use client';

import { useRef } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { LockIcon } from '../ui/icons';
import { useKeptFocus } from '../ui/use-kept-focus';
import type { DeskActions } from './actions';
import { Approved } from './approved';
import { ChangeButton } from './change-button';
import { Colleague } from './colleague';
import { Ended } from './ended';
import { Idle } from './idle';
import { StatusPicture } from './pictures';
import type { RequestTerms } from './request-terms';
import { toneBand, toneInk } from './tones';
import { TransferAsked } from './transfer-asked';
import { Waiting } from './waiting';
import { toneOf, wordsForEnd } from './words';

interface Props {
  customerId: string;
  view: VerificationView | null;
  /** The customer is being asked to authorize a transfer. */
  asked: VerificationView | null;
  /** Everybody's transfers may be seen, not only one's own. */
  seesAllTransfers: boolean;
  lost: boolean;
  mayVerify: boolean;
  terms: RequestTerms;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function VerificationCard({ view, ...rest }: Props) {
  // A colleague's finished request says nothing about the caller on this line.
  const current = view && (view.mine || !isOver(view)) ? view : null;
  // As long as they are asked about a transfer nothing else can be asked; what is in use stays so.
  const { asked } = rest;
  const shown = asked && (!current || isOver(current)) ? asked : current;
  const tone = shown ? toneOf(shown) : 'calm';
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
            Verification
          </h2>
          <p role="status" className={`font-bold text-xl ${toneInk[tone]}`}>
            {shown ? statusLine(shown) : 'Not verified'}
          </p>
        </div>
      </header>
      <div className="px-4 pt-3 pb-4 sm:px-5 sm:pb-5">
        {asked && shown !== asked ? (
          <div className="mb-3">
            <TransferAsked asked={asked} seesAll={rest.seesAllTransfers} verified />
          </div>
        ) : null}
        <Body view={shown} {...rest} />
      </div>
    </section>
  );
}

function Body({ view, asked, seesAllTransfers, mayVerify, terms, lost, customerId, actions, onView }: Props) {
  if (view && view === asked) return <TransferAsked asked={asked} seesAll={seesAllTransfers} />;
  if (view && !view.mine) return <Colleague view={view} />;
  if (!view) return <Idle {...{ customerId, mayVerify, terms, actions, onView }} />;
  if (view.status === 'requested' || view.status === 'pending') {
    return (
      <Waiting
        {...{ view, lost }}
        advice="The same code: they approve. Another code: they deny, and you cancel."
        cancel={
          <ChangeButton
            label="Cancel request"
            busyLabel="Cancelling…"
            change={() => actions.cancelVerification(view.id)}
            onView={onView}
          />
        }
      />
    );
  }
  if (!isOver(view)) return <Approved {...{ view, lost, actions, onView }} />;
  return <Ended {...{ view, customerId, terms, actions, onView }} />;
}

function statusLine(view: VerificationView): string {
  if (view.purpose === 'wire_transfer') {
    return view.status === 'approved' ? 'A transfer was authorized' : 'Asked to authorize a transfer';
  }
  if (!view.mine) return 'A colleague is on this';
  if (view.status === 'requested') return 'Sending the request';
  if (view.status === 'pending') return 'Waiting for the customer';
  return wordsForEnd(view)?.status ?? 'Approved';
}
