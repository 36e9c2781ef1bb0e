import type { ReactNode } from 'react';
import type { Counts } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { type Outcome, outcomes } from './outcomes';

/** Every outcome has a pattern besides its colour, so that they are told apart on black-and-white paper too. */
const paints: Readonly<Record<Outcome, ReactNode>> = {
  approved: <rect width="8" height="8" className="fill-good" />,
  denied: (
    <>
      <rect width="8" height="8" className="fill-bad" />
      <path d="M-2 2 2-2M0 8 8 0M6 10l4-4" strokeWidth="2" className="stroke-sheet" />
    </>
  ),
  expired: (
    <>
      <rect width="8" height="8" className="fill-wait" />
      <circle cx="2" cy="2" r="1.3" className="fill-sheet" />
      <circle cx="6" cy="6" r="1.3" className="fill-sheet" />
    </>
  ),
  failed: (
    <>
      <rect width="8" height="8" className="fill-ink-soft" />
      <path d="M0 2h8M0 6h8" strokeWidth="1.4" className="stroke-sheet" />
    </>
  ),
  cancelled: (
    <>
      <rect width="8" height="8" className="fill-sheet" />
      <path d="M-2 6 2 10M0 0l8 8M6-2l4 4" strokeWidth="1.6" className="stroke-ink-faint" />
    </>
  ),
  open: <rect width="8" height="8" className="fill-sheet" />,
};

/** The patterns themselves, once for all charts of a page. Not hidden, because browsers do not paint with what is. */
export function OutcomePatterns() {
  return (
    <svg aria-hidden="true" className="absolute size-0">
      <defs>
        {outcomes.map((outcome) => (
          <pattern key={outcome} id={idOf(outcome)} width="8" height="8" patternUnits="userSpaceOnUse">
            {paints[outcome]}
          </pattern>
        ))}
      </defs>
    </svg>
  );
}

export function fillOf(outcome: Outcome): string {
  return `url(#${idOf(outcome)})`;
}

/** The light ones have an edge, or they would be lost on the sheet. */
export function edgeOf(outcome: Outcome): string {
  return outcome === 'cancelled' || outcome === 'open' ? 'stroke-ink-faint' : '';
}

function idOf(outcome: Outcome): string {
  return `outcome-${outcome}`;
}

/** A sample of the pattern, beside the word it stands for. */
function OutcomeSample({ outcome }: { outcome: Outcome }) {
  return (
    <svg aria-hidden="true" width="16" height="16" className="shrink-0">
      <rect x="0.5" y="0.5" width="15" height="15" fill={fillOf(outcome)} className={edgeOf(outcome)} />
    </svg>
  );
}

/** What the patterns mean. An outcome nothing had is not explained. */
export function OutcomeLegend({ totals }: { totals: Counts }) {
  return (
    <ul aria-label={say.patterns} className="flex flex-wrap gap-x-4 gap-y-1 text-ink-soft text-xs">
      {outcomes
        .filter((outcome) => totals[outcome] > 0)
        .map((outcome) => (
          <li key={outcome} className="flex items-center gap-1.5">
            <OutcomeSample outcome={outcome} />
            {say.outcomes[outcome]}
          </li>
        ))}
    </ul>
  );
}
