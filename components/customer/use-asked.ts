'use client';

import { isOver, type VerificationView } from '@/lib/verification/view';
import { useOpenCalls } from '../verification/use-open-calls';
import type { Reading } from './use-reread';

/** The open request in which this customer is asked to authorize a transfer, whoever asks; null when there is none. */
export function useAsked(
  customerId: string,
  { current }: Reading,
  hasCalls: boolean,
): VerificationView | null {
  const { data } = useOpenCalls(hasCalls);
  const mine = data?.calls.find(({ verification: v }) => v.customerId === customerId && isAsking(v));
  const read = current && isAsking(current) ? current : null;
  // The rail knows better about one's own than the page, which was read before.
  return mine?.verification ?? (read?.mine && data ? null : read);
}

function isAsking(v: VerificationView): boolean {
  return v.purpose === 'wire_transfer' && !isOver(v);
}
