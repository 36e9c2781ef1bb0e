'use client';

import { useCallback, useEffect, useState } from 'react';
import type { CustomerNow, OpenedCustomer } from '@/lib/customers/view';
import type { VerificationView } from '@/lib/verification/view';
import { usePassed } from '../time/server-time';
import { useTopic } from '../web/use-topic';
import { askedAbout, follow, newer } from './follow';

interface Known {
  /** What the server last said of them. */
  readonly now: CustomerNow;
  /** The verification of their identity. */
  readonly view: VerificationView | null;
}

interface Followed extends Known {
  /** They are being asked to authorize a transfer. */
  readonly asked: VerificationView | null;
  /** What an action answered. */
  readonly accept: (view: VerificationView) => void;
}

/** A customer as things stand with them, from whichever source knows it best: page, stream or action. */
export function useCustomer(initial: OpenedCustomer): Followed {
  const [{ now, view }, setKnown] = useState<Known>(() => ({ now: initial, view: follow(null, initial) }));
  const hear = useCallback(
    (told: CustomerNow) => setKnown((known) => ({ now: told, view: follow(known.view, told) })),
    [],
  );
  const accept = useCallback((next: VerificationView) => {
    setKnown((known) =>
      next.purpose === 'account_access'
        ? { ...known, view: newer(known.view, next) }
        : { ...known, now: { ...known.now, current: next } },
    );
  }, []);

  // The page was read again, maybe before the stream told the latest.
  useEffect(() => {
    setKnown((known) =>
      Date.parse(initial.now) > Date.parse(known.now.now)
        ? { now: initial, view: follow(known.view, initial) }
        : known,
    );
  }, [initial]);
  useTopic(`customer:${initial.customer.id}`, hear);

  // Our own clock locks as well, should the server's word be late.
  const inUse = view?.status === 'approved' && view.grantEnd === null;
  const ranOut = usePassed(inUse ? view.grantExpiresAt : null, view?.now ?? null);
  return {
    now,
    view: view && inUse && ranOut ? { ...view, grantEnd: 'grant_expired' } : view,
    asked: askedAbout(now),
    accept,
  };
}
