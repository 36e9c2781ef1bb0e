'use client';

import Link from 'next/link';
import { useSearchParams } from 'next/navigation';
import { say } from '@/messages/transfers/form';
import { buttonClass } from '../ui/button';
import { callReferenceIn, withCall } from '../verification/call-reference-address';
import { newTransferHref } from './address';

/** From a customer's page: enters a transfer for them, in the same call. */
export function NewTransferLink({ customerId }: { customerId: string }) {
  const href = withCall(newTransferHref(customerId), callReferenceIn(useSearchParams()));
  return (
    <Link href={href} prefetch={false} className={buttonClass('quiet')}>
      {say.newTransfer}
    </Link>
  );
}
