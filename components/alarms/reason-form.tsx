'use client';

import { type SyntheticEvent, useRef, useState } from 'react';
import { LONGEST_REASON } from '@/lib/alarms/view';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/alarms';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { TextField } from '../ui/text-field';
import { useAction } from '../web/use-action';

interface Props<T> {
  /** Of the field; one of its kind on the page. */
  id: string;
  label: string;
  busyLabel: string;
  /** What is said when there is no reason. */
  flaw: string;
  send: (reason: string) => Promise<Result<T>>;
  onDone: (value: T) => void;
}

/** A deed that needs a reason, which is kept with the record. */
export function ReasonForm<T>({ id, label, busyLabel, flaw, send, onDone }: Props<T>) {
  const reason = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const { run, busy, problem } = useAction<T>((value) => {
    if (reason.current) reason.current.value = '';
    onDone(value);
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const why = reason.current?.value.trim() ?? '';
    setMissing(!why);
    if (!why) return reason.current?.focus();
    void run(() => send(why));
  };

  return (
    <>
      {/* Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere. */}
      <form method="dialog" noValidate onSubmit={submit} className="flex flex-wrap items-start gap-2">
        <TextField
          field={reason}
          id={id}
          label={say.reason}
          flaw={missing ? flaw : null}
          onInput={() => setMissing(false)}
          maxLength={LONGEST_REASON}
          readOnly={busy}
          className="max-w-prose flex-1 basis-56"
        />
        <div className="max-sm:w-full max-sm:*:w-full sm:pt-[1.5rem]">
          <Button type="submit" look="primary" busy={busy} busyLabel={busyLabel}>
            {label}
          </Button>
        </div>
      </form>
      {problem ? (
        <div className="mt-2">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </>
  );
}
