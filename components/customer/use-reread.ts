'use client';

import { useEffect } from 'react';
import type { VerificationView } from '@/lib/verification/view';
import { getJson } from '../web/get-json';

/** How often to look whether a colleague is done: their stream is not ours to follow. */
const COLLEAGUE_MS = 8000;

/** What the server last said concerns this customer now. Said again it is another object, also when nothing changed. */
export interface Reading {
  readonly current: VerificationView | null;
}

/** Asks again what concerns the customer as long as a colleague has them. The page itself is not read again: that is a look at them. */
export function useReread(
  customerId: string,
  colleagueHasThem: boolean,
  onRead: (reading: Reading) => void,
): void {
  useEffect(() => {
    if (!colleagueHasThem) return;
    const path = `/api/customers/${encodeURIComponent(customerId)}/current`;
    const timer = setInterval(() => {
      if (document.visibilityState !== 'visible') return;
      // Unanswered, it is asked again in a moment.
      getJson<Reading>(path).then(onRead, () => {});
    }, COLLEAGUE_MS);
    return () => clearInterval(timer);
  }, [customerId, colleagueHasThem, onRead]);
}
