'use client';

import { type SyntheticEvent, useRef, useState } from 'react';
import type { VerificationView } from '@/lib/verification/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { DeskActions } from './actions';
import type { RequestTerms } from './request-terms';
import { UserCodeField } from './user-code-field';

interface Props {
  label: 'Verify identity' | 'Verify again';
  customerId: string;
  terms: RequestTerms;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

/** The button that asks the customer, and before it what the bank wants to know from them first. */
export function VerifyForm({ label, customerId, terms, actions, onView }: Props) {
  const { run, busy, problem } = useAction<{ verification: VerificationView }>(({ verification }) =>
    onView(verification),
  );
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);

  if (!terms.preview) {
    return (
      <ProblemNote message="Nobody can be verified here: the bank’s sign-in service takes no message with a code in it. Tell your administrator, and identify the caller another way." />
    );
  }

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!terms.asksUserCode) return void run(() => actions.requestVerification(customerId));
    const userCode = field.current?.value.trim() ?? '';
    setMissing(!userCode);
    if (!userCode) return field.current?.focus();
    if (field.current) field.current.value = '';
    void run(() => actions.requestVerification(customerId, userCode));
  };

  const button = (
    <Button type="submit" look="primary" busy={busy} busyLabel="Sending…">
      {label}
    </Button>
  );
  return (
    // Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere.
    <form method="dialog" noValidate onSubmit={submit} className="flex flex-col items-start gap-3">
      {terms.asksUserCode ? (
        <UserCodeField {...{ field, missing, busy }} onInput={() => setMissing(false)}>
          {button}
        </UserCodeField>
      ) : (
        button
      )}
      {problem ? <ProblemNote message={problem} /> : null}
    </form>
  );
}
