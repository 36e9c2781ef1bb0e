'use client';

import { type SyntheticEvent, useRef } from 'react';
import { type DenialAnswer, denialAnswers, type VerificationView } from '@/lib/verification/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { DeskActions } from './actions';

const answerWords: Record<DenialAnswer, string> = {
  pressed_nothing: 'They say they pressed nothing, or saw nothing',
  by_mistake: 'They say they pressed Deny by mistake',
  will_not_say: 'They will not say',
};

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
        <legend className="font-semibold">Ask: “What did you press on your phone?”</legend>
        <p className="mt-0.5 text-sm">
          Whoever you are talking to may not be who holds the phone. Do not tell them what you hope to hear.
        </p>
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
              {answerWords[answer]}
            </label>
          ))}
        </div>
      </fieldset>
      <div className="mt-2">
        <Button type="submit" look="primary" busy={busy} busyLabel="Recording…">
          Record the answer
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

/** What came of the question, for who reads the page later. */
export const answerTexts: Record<DenialAnswer, string> = {
  pressed_nothing: 'The caller said that they pressed nothing, or saw nothing.',
  by_mistake: 'The caller said that they pressed Deny by mistake.',
  will_not_say: 'The caller did not say what they pressed. Stay on your guard.',
};
