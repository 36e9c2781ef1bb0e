'use client';

import { type SyntheticEvent, useRef } from 'react';
import { type DenialAnswer, denialAnswers, type VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { DeskActions } from './actions';

/** The likeliest harm first. */
const order: readonly DenialAnswer[] = denialAnswers.toSorted(
  (a, b) => Number(b === 'pressed_nothing') - Number(a === 'pressed_nothing'),
);

interface Props {
  view: VerificationView;
  actions: Pick<DeskActions, 'explainDenial'>;
  onView: (view: VerificationView) => void;
}

/** The provider has one word for every no. Who is on the line may be who was denied, so they are asked, not believed. */
export function DenialQuestion({ view, actions, onView }: Props) {
  const form = useRef<HTMLFormElement>(null);
  const { run, busy, problem } = useAction<VerificationView>(onView);
  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!form.current) return;
    const answer = new FormData(form.current).get('denial-answer');
    void run(() => actions.explainDenial(view.id, typeof answer === 'string' ? answer : ''));
  };
  return (
    // Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere.
    <form ref={form} method="dialog" noValidate onSubmit={submit} className="max-w-prose">
      <fieldset disabled={busy}>
        <legend className="font-semibold">{say.denial.question}</legend>
        <p className="mt-0.5 text-sm">{say.denial.doNotLead}</p>
        <div className="mt-1.5">
          {order.map((answer) => (
            <label key={answer} className="flex min-h-8 items-center gap-2 pointer-coarse:min-h-11">
              <input
                type="radio"
                name="denial-answer"
                value={answer}
                defaultChecked={answer === 'pressed_nothing'}
                className="size-4.5 accent-seal"
              />
              {say.denial.answers[answer]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-2">
        <Button type="submit" look="primary" busy={busy} busyLabel={say.denial.recording}>
          {say.denial.record}
        </Button>
      </div>
      {problem ? (
        <div className="mt-2">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </form>
  );
}
