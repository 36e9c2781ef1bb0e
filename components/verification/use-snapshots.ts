'use client';

import { useCallback } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { useEvents } from '../web/use-events';

/** Follows one verification over SSE until it is over. Returns whether the line is down. */
export function useSnapshots(id: string | null, onSnapshot: (view: VerificationView) => void): boolean {
  const take = useCallback(
    (data: string) => {
      // The event's contract: its data is a VerificationView.
      const view = JSON.parse(data) as VerificationView;
      onSnapshot(view);
      return isOver(view);
    },
    [onSnapshot],
  );
  return useEvents(id ? `/api/verifications/${encodeURIComponent(id)}/events` : null, 'snapshot', take);
}
