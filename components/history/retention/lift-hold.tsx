'use client';

import { useRouter } from 'next/navigation';
import { type SyntheticEvent, useRef, useState } from 'react';
import { type LegalHold, LONGEST_REASON } from '@/lib/retention/view';
import { say } from '@/messages/retention';
import { Button } from '../../ui/button';
import { ProblemNote } from '../../ui/problem-note';
import { TextField } from '../../ui/text-field';
import { useAction } from '../../web/use-action';
import type { HoldActions } from './actions';

interface Props extends Pick<HoldActions, 'liftHold'> {
  hold: LegalHold;
}

/** Lifting is one step more than a click: what was kept may be gone by tomorrow. */
export function LiftHold({ hold, liftHold }: Props) {
  const router = useRouter();
  const reason = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);
  const { run, busy, problem } = useAction<LegalHold>(() => router.refresh());

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const why = reason.current?.value.trim() ?? '';
    setMissing(!why);
    if (!why) return reason.current?.focus();
    void run(() => liftHold(hold.id, why));
  };

  return (
    <details className="print:hidden">
      <summary className="flex min-h-6 w-fit cursor-pointer items-center text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11">
        {say.lift.open({
          name: hold.customer.name,
          hidden: (text) => <span className="sr-only">{text}</span>,
        })}
      </summary>
      <form method="dialog" noValidate onSubmit={submit} className="mt-1 flex flex-wrap items-start gap-2">
        <TextField
          field={reason}
          id={`lift-${hold.id}`}
          label={say.lift.reason}
          flaw={missing ? say.lift.reasonMissing : null}
          onInput={() => setMissing(false)}
          maxLength={LONGEST_REASON}
          readOnly={busy}
          className="flex-1 basis-56"
        />
        <div className="sm:pt-[1.5rem]">
          <Button type="submit" look="quiet" busy={busy} busyLabel={say.lift.lifting}>
            {say.lift.submit}
          </Button>
        </div>
      </form>
      {problem ? (
        <div className="mt-2">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </details>
  );
}
