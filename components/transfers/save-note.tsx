'use client';

import Link from 'next/link';
import { say as form } from '@/messages/transfers/form';
import { Button } from '../ui/button';
import { CheckIcon } from '../ui/icons';
import { ProblemNote } from '../ui/problem-note';
import { transferHref } from './address';
import type { DraftSaver, SaveState } from './draft-saver';

const say = form.save;

/** Quiet, and not announced: it changes with every pause in typing. */
export function SaveNote({ state }: { state: SaveState }) {
  return (
    <p data-save-state={state.kind} className="flex min-h-6 items-center gap-1.5 text-ink-faint text-sm">
      {state.kind === 'saved' ? (
        <>
          <CheckIcon className="size-4" />
          <span>{say.saved}</span>
        </>
      ) : state.kind === 'saving' ? (
        <span>{say.saving}</span>
      ) : null}
    </p>
  );
}

/** What keeps the draft from being saved, and what to do about it. */
export function SaveTrouble({ state, saver }: { state: SaveState; saver: DraftSaver }) {
  if (state.kind === 'problem') return <ProblemNote message={say.problem({ why: state.message })} />;
  if (state.kind === 'conflict') {
    return (
      <ProblemNote message={say.conflict}>
        <div className="flex basis-full flex-wrap gap-2 pl-8">
          <Button look="quiet" onClick={() => void saver.takeTheirs()}>
            {say.takeTheirs}
          </Button>
          <Button look="quiet" onClick={() => void saver.keepOurs()}>
            {say.keepOurs}
          </Button>
        </div>
      </ProblemNote>
    );
  }
  if (state.kind === 'gone') {
    return (
      <ProblemNote message={say.gone}>
        <Link
          href={transferHref(state.id)}
          prefetch={false}
          className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          {say.openTransfer}
        </Link>
      </ProblemNote>
    );
  }
  return null;
}
