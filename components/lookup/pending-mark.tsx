'use client';

import { useLinkStatus } from 'next/link';

/** A line along the row's foot while its page is being fetched. Takes no room. */
export function PendingMark() {
  const { pending } = useLinkStatus();
  return (
    <span
      aria-hidden="true"
      className={`absolute inset-x-0 bottom-0 h-0.5 ${pending ? 'animate-breathe bg-seal' : ''}`}
    />
  );
}
