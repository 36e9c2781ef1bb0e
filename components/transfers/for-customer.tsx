import Link from 'next/link';
import type { TransferCustomer } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/transfer';
import { customerHref } from './address';

/** Whose transfer it is, below its heading. */
export function ForCustomer({ customer: { id, name, number } }: { customer: TransferCustomer }) {
  return say.forCustomer({
    name: (
      <Link
        href={customerHref(id)}
        prefetch={false}
        className="inline-block min-h-6 font-semibold text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
      >
        {name}
      </Link>
    ),
    number: <span className="text-ink-soft">{number}</span>,
  });
}
