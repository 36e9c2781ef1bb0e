import Link from 'next/link';
import { buttonClass } from '../ui/button';
import { newTransferHref } from './address';

/** From a customer's page: enters a transfer for them. */
export function NewTransferLink({ customerId }: { customerId: string }) {
  return (
    <Link href={newTransferHref(customerId)} prefetch={false} className={buttonClass('quiet')}>
      New transfer
    </Link>
  );
}
