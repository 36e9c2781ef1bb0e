import Link from 'next/link';
import type { TransferListName } from '@/lib/transfers/view';
import type { Listing } from './list-address';

const empty: Record<TransferListName, string> = {
  mine: 'You have not entered a transfer yet. The ones you enter stand here, with how they went.',
  second: 'Nothing waits for a second person. Large transfers stand here until a supervisor has decided.',
  reconcile:
    'Nothing needs reconciliation. A transfer stands here when nobody knows whether the bank executed it.',
  all: 'Nobody has entered a transfer yet.',
};

/** An empty list, and why it is. */
export function NoTransfers({ listing: { list, status, text } }: { listing: Listing }) {
  const filtered = status !== null || text !== '';
  return (
    <div className="rounded-md border border-rule border-dashed px-5 py-6">
      <p className="wrap-anywhere max-w-prose">
        {filtered ? `No transfer in this list matches${text ? ` “${text}”` : ' that status'}.` : empty[list]}
      </p>
      {filtered ? (
        <p className="mt-1 max-w-prose text-ink-soft text-sm">
          Part of the payee’s or the customer’s name is enough. Another list may have it too.
        </p>
      ) : list === 'mine' ? (
        <p className="mt-1 max-w-prose text-ink-soft text-sm">
          A transfer begins at a customer:{' '}
          <Link
            href="/customers"
            prefetch={false}
            className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
          >
            look them up
          </Link>{' '}
          and press “New transfer” there.
        </p>
      ) : null}
    </div>
  );
}
