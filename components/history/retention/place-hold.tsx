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

/** Whose records are to be kept, and why. Who it turned out to be is said, and stands in the list. */
export function PlaceHold({ placeHold }: Pick<HoldActions, 'placeHold'>) {
  const router = useRouter();
  const customer = useRef<HTMLInputElement>(null);
  const reason = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState<'customer' | 'reason' | null>(null);
  const [placed, setPlaced] = useState<LegalHold | null>(null);
  const { run, busy, problem } = useAction<LegalHold>((hold) => {
    setPlaced(hold);
    for (const field of [customer, reason]) if (field.current) field.current.value = '';
    router.refresh();
  });

  const submit = (event: SyntheticEvent) => {
    event.preventDefault();
    const [who, why] = [customer.current?.value.trim() ?? '', reason.current?.value.trim() ?? ''];
    setPlaced(null);
    setMissing(who ? (why ? null : 'reason') : 'customer');
    if (!who) return customer.current?.focus();
    if (!why) return reason.current?.focus();
    void run(() => placeHold(who, why));
  };

  return (
    // Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere.
    <form
      method="dialog"
      noValidate
      aria-labelledby="place-heading"
      onSubmit={submit}
      className="mb-4 rounded-md border border-rule bg-sheet px-4 py-3 print:hidden"
    >
      <h3 id="place-heading" className="font-semibold">
        {say.place.heading}
      </h3>
      <div className="mt-2 grid items-start gap-x-3 gap-y-2 sm:grid-cols-[minmax(0,2fr)_minmax(0,3fr)_auto]">
        <TextField
          field={customer}
          id="hold-customer"
          label={say.place.customer}
          flaw={missing === 'customer' ? say.place.customerMissing : null}
          onInput={() => setMissing(null)}
          maxLength={100}
          readOnly={busy}
        />
        <TextField
          field={reason}
          id="hold-reason"
          label={say.place.reason}
          flaw={missing === 'reason' ? say.place.reasonMissing : null}
          onInput={() => setMissing(null)}
          maxLength={LONGEST_REASON}
          readOnly={busy}
        />
        <div className="sm:pt-[1.5rem]">
          <Button type="submit" look="primary" busy={busy} busyLabel={say.place.placing}>
            {say.place.submit}
          </Button>
        </div>
      </div>
      <p role="status" className="text-sm not-empty:mt-2">
        {placed ? say.place.placed(placed.customer) : null}
      </p>
      {problem ? (
        <div className="mt-2">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </form>
  );
}
