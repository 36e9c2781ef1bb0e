'use client';

import { type SyntheticEvent, useRef, useState } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { say as orderSays } from '@/messages/transfers/order';
import { say as transferSays } from '@/messages/transfers/transfer';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { TransferActions } from './actions';

const say = transferSays.reconcile;

interface Props {
  id: string;
  actions: Pick<TransferActions, 'reconcileTransfer'>;
  onView: (view: TransferView) => void;
}

/** What a supervisor found out at the bank. */
export function Reconcile({ id, actions, onView }: Props) {
  const { run, busy, problem } = useAction<TransferView>(onView);
  const field = useRef<HTMLInputElement>(null);
  const [missing, setMissing] = useState(false);

  const executed = (event: SyntheticEvent) => {
    event.preventDefault();
    const bankReference = field.current?.value.trim() ?? '';
    setMissing(!bankReference);
    if (!bankReference) return field.current?.focus();
    void run(() => actions.reconcileTransfer(id, bankReference));
  };

  return (
    <section
      aria-labelledby="reconcile-heading"
      className="mt-4 rounded-md border border-rule bg-sheet px-4 py-3"
    >
      <h2 id="reconcile-heading" className="font-semibold text-lg">
        {say.title}
      </h2>
      <div className="mt-2 flex flex-wrap items-start gap-x-8 gap-y-5">
        {/* Outside of a dialog this method does nothing: a press before the page has come alive leads nowhere. */}
        <form method="dialog" noValidate onSubmit={executed}>
          <label htmlFor="bank-reference" className="block font-semibold text-sm">
            {orderSays.bankReference}
          </label>
          <div className="mt-1 flex flex-wrap gap-2">
            <input
              ref={field}
              id="bank-reference"
              type="text"
              required
              readOnly={busy}
              maxLength={100}
              autoComplete="off"
              spellCheck={false}
              aria-invalid={missing || undefined}
              aria-describedby={missing ? 'bank-reference-missing' : undefined}
              onInput={() => setMissing(false)}
              className="figures h-9 w-56 min-w-0 rounded-sm border border-edge bg-sheet px-3 text-ink aria-invalid:border-bad max-sm:w-full pointer-coarse:h-11"
            />
            <Button type="submit" look="quiet" busy={busy}>
              {say.executed}
            </Button>
          </div>
          {missing ? (
            <p id="bank-reference-missing" role="alert" className="mt-1.5 text-bad text-sm">
              {say.missingReference}
            </p>
          ) : null}
        </form>
        <div>
          <p className="text-ink-soft text-sm">{say.unknownToBank}</p>
          <div className="mt-1">
            <Button
              look="quiet"
              busy={busy}
              onClick={() => void run(() => actions.reconcileTransfer(id, ''))}
            >
              {say.notExecuted}
            </Button>
          </div>
        </div>
      </div>
      {problem ? (
        <div className="mt-3">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </section>
  );
}
