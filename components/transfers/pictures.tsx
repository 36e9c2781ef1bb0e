import type { ReactNode } from 'react';
import type { TransferEndReason, TransferStatus } from '@/lib/transfers/view';
import { Icon } from '../ui/icon';
import { StatusPicture } from '../verification/pictures';
import type { Standing as Verified } from '../verification/words';
import { endOf, type Standing } from './words';

/** What only transfers can be. The rest looks as it does for a verification. */
const pictures: Partial<Record<TransferStatus | TransferEndReason, ReactNode>> = {
  draft: (
    <>
      <path d="M13 3.5H6A1.5 1.5 0 0 0 4.5 5v14A1.5 1.5 0 0 0 6 20.5h12a1.5 1.5 0 0 0 1.5-1.5v-6" />
      <path d="m10 14.5.7-3L18.5 3.7a1.6 1.6 0 0 1 2.3 2.3L13 13.8z" />
    </>
  ),
  awaiting_second_person: (
    <>
      <circle cx="8" cy="8.5" r="3.5" />
      <path d="M2 20c.4-3.7 2.8-5.8 6-5.8s5.6 2.1 6 5.8M15.5 5.2a3.5 3.5 0 0 1 0 6.6M17 14.5c2.6.3 4.6 2.2 5 5.5" />
    </>
  ),
  executing: <path d="M3 12h14M12 6.5l5.5 5.5-5.5 5.5M21 5v14" />,
  executed: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="m7.8 12.3 3 3.2 5.5-6.5" />
    </>
  ),
  needs_reconciliation: (
    <>
      <path d="M12 2.5 22 20.5H2z" />
      <path d="M10.2 11a1.9 1.9 0 1 1 2.7 1.7c-.6.3-.9.7-.9 1.3M12 17v.01" />
    </>
  ),
  altered: (
    <>
      <path d="M13.5 2.5H6A1.5 1.5 0 0 0 4.5 4v16A1.5 1.5 0 0 0 6 21.5h12a1.5 1.5 0 0 0 1.5-1.5V8.5z" />
      <path d="M13.5 2.5v6h6M8.5 13h7M8.5 17h7M14.5 10.5l-5 9" />
    </>
  ),
  second_person_refused: (
    <>
      <circle cx="8" cy="8.5" r="3.5" />
      <path d="M2 20c.4-3.7 2.8-5.8 6-5.8s5.6 2.1 6 5.8M16.5 8.5l4.5 4.5m0-4.5-4.5 4.5" />
    </>
  ),
  insufficient_funds: (
    <>
      <ellipse cx="12" cy="6.5" rx="7.5" ry="3" />
      <path d="M4.5 6.5v5c0 1.6 3.4 3 7.5 3M4.5 11.5v5c0 1.6 3.4 3 7.5 3M19.5 6.5v4M15 17h6.5" />
    </>
  ),
  limit_exceeded: <path d="M3 4.5h18M12 20.5v-12m-4.5 4.5L12 8.5l4.5 4.5" />,
  account_closed: (
    <>
      <rect x="3" y="6" width="18" height="12.5" rx="1.5" />
      <path d="M3 10h18M9.5 13l3 3m0-3-3 3" />
    </>
  ),
  currency_not_supported: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 7v10M14.5 9c-.6-.9-1.5-1.2-2.5-1.2-3 0-3 3.7 0 4.2s3 4.2 0 4.2c-1.1 0-2-.4-2.6-1.3M5.7 5.7l12.6 12.6" />
    </>
  ),
};

/** The way of a verification that looks like this one. */
function alike({ status, reason }: Standing): Verified {
  const end = endOf({ status, reason });
  if (!end) return { status: status === 'authorized' ? 'approved' : 'pending', reason: null, grantEnd: null };
  if (end === 'approval_lapsed') return { status: 'approved', reason: null, grantEnd: 'grant_expired' };
  if (end === 'denied' || end === 'expired' || end === 'cancelled') {
    return { status: end, reason: end, grantEnd: null };
  }
  if (end === 'fraud_reported') return { status: 'denied', reason: end, grantEnd: null };
  if (end === 'verification_failed') return { status: 'failed', reason: 'wrong_subject', grantEnd: null };
  if (end === 'not_executed') return { status: 'cancelled', reason: 'cancelled', grantEnd: null };
  return { status: 'failed', reason: 'request_refused', grantEnd: null };
}

/** One picture for each way a transfer can stand, so that none is told by colour alone. */
export function TransferPicture({ of, className }: { of: Standing; className?: string }) {
  const own = pictures[endOf(of) ?? of.status];
  const size = className ? { className } : {};
  return own ? <Icon {...size}>{own}</Icon> : <StatusPicture view={alike(of)} {...size} />;
}
