'use client';

import { type SyntheticEvent, useRef, useState } from 'react';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/verification/card';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import { keepInAddress } from './call-reference-address';
import { CallReferenceField } from './call-reference-field';
import { UserCodeField } from './user-code-field';

interface Props<T> {
  label: string;
  asksUserCode: boolean;
  /** Each is '' where there is none: what is undefined cannot be sent to an action. */
  ask: (userCode: string, callReference: string) => Promise<Result<T>>;
  onDone: (value: T) => void;
}

/** The button that asks the customer, before it what the bank wants to know from them first, and which call it is. */
export function AskForm<T>({ label, asksUserCode, ask, onDone }: Props<T>) {
  const { run, busy, problem } = useAction<T>(onDone);
  const field = useRef<HTMLInputElement>(null);
  const call = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const userCode = field.current?.value.trim() ?? '';
    if (asksUserCode) {
      setMissing(!userCode);
      if (!userCode) return field.current?.focus();
      if (field.current) field.current.value = '';
    }
    const callReference = call.current?.value.trim() ?? '';
    keepInAddress(callReference);
    void run(() => ask(userCode, callReference));
  };

  const button = (
    <Button type="submit" look="primary" busy={busy} busyLabel={say.ask.sending}>
      {label}
    </Button>
  );
  return (
    // Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere.
    <form method="dialog" noValidate onSubmit={submit} className="flex flex-col items-start gap-3">
      {asksUserCode ? (
        <UserCodeField {...{ field, missing, busy }} onInput={() => setMissing(false)}>
          {button}
        </UserCodeField>
      ) : (
        button
      )}
      <CallReferenceField field={call} busy={busy} />
      {problem ? <ProblemNote message={problem} /> : null}
    </form>
  );
}
