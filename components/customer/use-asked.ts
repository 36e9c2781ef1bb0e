'use client';

import { useRouter } from 'next/navigation';
import { useEffect } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { useOpenCalls } from '../verification/use-open-calls';

/** How often to look whether a colleague is done: only one's own calls stand in the rail. */
const COLLEAGUE_MS = 8000;

/** The open request in which this customer is asked to authorize a transfer, whoever asks; null when there is none. */
export function useAsked(
  customerId: string,
  initial: VerificationView | null,
  hasCalls: boolean,
): VerificationView | null {
  const { data } = useOpenCalls(hasCalls);
  const mine = data?.calls.find(({ verification: v }) => v.customerId === customerId && isAsking(v));
  const read = initial && isAsking(initial) ? initial : null;
  // The rail knows better about one's own than the page, which was read before.
  const asked = mine?.verification ?? (read?.mine && data ? null : read);

  const router = useRouter();
  const colleagues = asked !== null && !asked.mine;
  useEffect(() => {
    if (!colleagues) return;
    const timer = setInterval(() => {
      if (document.visibilityState === 'visible') router.refresh();
    }, COLLEAGUE_MS);
    return () => clearInterval(timer);
  }, [colleagues, router]);
  return asked;
}

function isAsking(v: VerificationView): boolean {
  return v.purpose === 'wire_transfer' && !isOver(v);
}
