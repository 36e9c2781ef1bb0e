'use client';

import { useEffect } from 'react';
import type { Result } from '@/lib/web/view';

/** The pages this tab was shown, by customer and when the server made them. */
const shown = new Set<string>();

interface Props {
  customerId: string;
  /** When the server made this page. */
  madeAt: string;
  /** It was asked for ahead of time: the server has not turned to this customer. */
  ahead: boolean;
  enterCustomer: (customerId: string) => Promise<Result<null>>;
}

/**
 * The server turns to a customer when it makes a page of theirs. A page that the browser or the router still had is
 * shown without asking the server for it, so it is told.
 */
export function Entered({ customerId, madeAt, ahead, enterCustomer }: Props) {
  useEffect(() => {
    const page = `${customerId} ${madeAt}`;
    // Should it fail, reading this customer's data ends what is on screen of others too, and so does time.
    const tell = () => void enterCustomer(customerId).catch(() => {});
    if (ahead || shown.has(page)) tell();
    shown.add(page);
    const back = (event: PageTransitionEvent) => event.persisted && tell();
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, [customerId, madeAt, ahead, enterCustomer]);
  return null;
}
