'use client';

import { useRouter } from 'next/navigation';
import { type RefObject, useCallback, useState } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { withCall } from '../verification/call-reference-address';
import { useAction } from '../web/use-action';
import type { SubmitTransfer } from './actions';
import { transferHref } from './address';
import type { DraftSaver, DraftSnapshot } from './draft-saver';

interface Submit {
  readonly submit: () => Promise<void>;
  readonly busy: boolean;
  readonly problem: string | null;
  /** What was pressed for is not what stood there a moment ago. */
  readonly hasChanged: boolean;
}

/**
 * Requests authorization of exactly what was on the screen: what was typed last is saved first, and if that made
 * another order of it, the teller has to read it aloud once more.
 *
 * @param call the field with the reference of the call
 * @param onIncomplete something is missing in it
 */
export function useSubmit(
  saver: DraftSaver,
  submitTransfer: SubmitTransfer,
  call: RefObject<HTMLInputElement | null>,
  onIncomplete: () => void,
): Submit {
  const router = useRouter();
  const [isSent, setSent] = useState(false);
  const [hasChanged, setChanged] = useState(false);
  const done = useCallback(
    ({ id }: TransferView) => {
      saver.close();
      setSent(true);
      // The customer may have to be asked from there, in the same call.
      router.push(withCall(transferHref(id), call.current?.value.trim() ?? ''));
    },
    [saver, router, call],
  );
  const { run, busy, problem } = useAction<TransferView>(done);

  const submit = async () => {
    const shown = orderOf(saver.snapshot());
    setChanged(false);
    await saver.flush();
    const now = saver.snapshot();
    const transfer = now.saved?.transfer;
    if (!transfer?.order || now.state.kind !== 'saved') {
      if (now.state.kind === 'saved' || now.state.kind === 'untouched') onIncomplete();
      return;
    }
    if (orderOf(now) !== shown) return setChanged(true);
    await run(async () => {
      const result = await submitTransfer(
        transfer.id,
        String(transfer.version),
        call.current?.value.trim() ?? '',
      );
      // It may have been submitted all the same, and only asking the customer has failed.
      if (!result.ok) void saver.refresh();
      return result;
    });
  };
  return { submit, busy: busy || isSent, problem, hasChanged };
}

function orderOf({ saved }: DraftSnapshot): string {
  return JSON.stringify(saved?.reading.order ?? null);
}
