'use client';

import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useCallback } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { say as transferSays } from '@/messages/transfers/transfer';
import { Button, buttonClass } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { TransferActions } from './actions';
import { editHref, newTransferHref, transferHref } from './address';
import { isWaiting } from './asking';

const say = transferSays.buttons;

interface Props {
  view: TransferView;
  actions: Pick<TransferActions, 'reopenTransfer' | 'cancelTransfer' | 'startAgain'>;
  onView: (view: TransferView) => void;
}

/** What may be done with a transfer as a whole. */
export function TransferButtons({ view, actions, onView }: Props) {
  const router = useRouter();
  const toDraft = useCallback((draft: TransferView) => router.push(draftHref(draft)), [router]);
  const reopening = useAction<TransferView>(toDraft);
  const cancelling = useAction<TransferView>(onView);
  const starting = useAction<TransferView>(toDraft);
  const { id, may, status, mine } = view;
  const problem = reopening.problem ?? cancelling.problem ?? starting.problem;
  return (
    <div className="max-w-prose">
      <div className="flex flex-wrap gap-2">
        {status === 'draft' && mine ? (
          <Link href={draftHref(view)} prefetch={false} className={buttonClass('primary')}>
            {say.continueDraft}
          </Link>
        ) : null}
        {status === 'executed' ? (
          <Link href={`${transferHref(id)}/receipt`} prefetch={false} className={buttonClass('quiet')}>
            {say.receipt}
          </Link>
        ) : null}
        {may.edit ? (
          <Button
            look="quiet"
            busy={reopening.busy}
            busyLabel={say.opening}
            aria-describedby="edit-note"
            onClick={() => void reopening.run(() => actions.reopenTransfer(id))}
          >
            {say.edit}
          </Button>
        ) : null}
        {may.cancel ? (
          <Button
            look="quiet"
            busy={cancelling.busy}
            busyLabel={say.cancelling}
            onClick={() => void cancelling.run(() => actions.cancelTransfer(id))}
          >
            {say.cancel}
          </Button>
        ) : null}
        {may.startAgain ? (
          <Button
            look="quiet"
            busy={starting.busy}
            busyLabel={say.starting}
            onClick={() => void starting.run(() => actions.startAgain(id))}
          >
            {say.startAgain}
          </Button>
        ) : null}
      </div>
      {may.edit ? (
        <p id="edit-note" className="mt-1.5 text-ink-soft text-sm">
          {transferSays.editing({
            asked: isWaiting(view.verification),
            agreed: view.secondPersonName,
          })}
        </p>
      ) : null}
      {problem ? (
        <div className="mt-2">
          <ProblemNote message={problem} />
        </div>
      ) : null}
    </div>
  );
}

/** A customer's new draft is found by the customer; one that was opened again by itself. */
function draftHref({ id, edition, customer }: TransferView): string {
  return edition === 1 ? newTransferHref(customer.id) : editHref(id);
}
