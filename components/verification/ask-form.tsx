'use client';

import { type SyntheticEvent, useRef, useState } from 'react';
import type { Result } from '@/lib/web/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import { UserCodeField } from './user-code-field';

interface Props<T> {
  label: string;
  asksUserCode: boolean;
  /** Called without anything where no code is asked for: what is undefined cannot be sent to an action. */
  ask: (...userCode: [userCode?: string]) => Promise<Result<T>>;
  onDone: (value: T) => void;
}

/** The button that asks the customer, and before it what the bank wants to know from them first. */
export function AskForm<T>({ label, asksUserCode, ask, onDone }: Props<T>) {
  const { run, busy, problem } = useAction<T>(onDone);
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    if (!asksUserCode) return void run(() => ask());
    const userCode = field.current?.value.trim() ?? '';
    setMissing(!userCode);
    if (!userCode) return field.current?.focus();
    if (field.current) field.current.value = '';
    void run(() => ask(userCode));
  };

  const button = (
    <Button type="submit" look="primary" busy={busy} busyLabel="Sending…">
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
      {problem ? <ProblemNote message={problem} /> : null}
    </form>
  );
}
