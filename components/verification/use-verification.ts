'use client';

import { useCallback, useEffect, useState } from 'react';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { usePassed } from '../time/server-time';
import { useCallsChanged, useOpenCalls } from './use-open-calls';
import { useSnapshots } from './use-snapshots';

interface Followed {
  readonly view: VerificationView | null;
  /** The live line is down; what is shown may be seconds old. */
  readonly lost: boolean;
  readonly accept: (view: VerificationView) => void;
}

/**
 * The current verification of one customer's identity, from whichever source knows it best: page, stream, rail or
 * action. Requests to authorize a transfer are none.
 */
export function useVerification(
  customerId: string,
  reading: { readonly current: VerificationView | null },
  mayVerify: boolean,
): Followed {
  const [view, setView] = useState(() => identityOf(reading));
  const accept = useCallback((next: VerificationView) => setView((known) => newer(known, next)), []);

  // It was read again: that decides about a colleague's request, and adds to what we know of our own.
  useEffect(() => {
    const read = identityOf(reading);
    setView((known) => (read ? newer(known, read) : known?.mine ? known : null));
  }, [reading]);

  const mineOpen = view?.mine === true && !isOver(view);
  const lost = useSnapshots(mineOpen ? view.id : null, accept);

  // Another tab may have asked; the rail hears of it. It is also what is left while the stream is down.
  const { data } = useOpenCalls(mayVerify);
  const inRail = data?.calls.find(
    ({ verification: v }) => v.customerId === customerId && v.purpose === 'account_access',
  )?.verification;
  useEffect(() => {
    if (inRail) accept(inRail);
  }, [inRail, accept]);

  // What the stream says first, the rail says at once too.
  const callsChanged = useCallsChanged();
  const told = view?.mine ? `${view.id} ${view.version}` : null;
  useEffect(() => {
    if (told) callsChanged();
  }, [told, callsChanged]);

  // Our own clock locks as well, should the server's word be late.
  const inUse = view?.status === 'approved' && view.grantEnd === null;
  const ranOut = usePassed(inUse ? view.grantExpiresAt : null, view?.now ?? null);
  return { view: view && inUse && ranOut ? { ...view, grantEnd: 'grant_expired' } : view, lost, accept };
}

function identityOf({ current }: { readonly current: VerificationView | null }): VerificationView | null {
  return current?.purpose === 'account_access' ? current : null;
}

function newer(known: VerificationView | null, next: VerificationView): VerificationView {
  if (!known) return next;
  if (known.id === next.id) return next.version >= known.version ? next : known;
  return Date.parse(next.requestedAt) >= Date.parse(known.requestedAt) ? next : known;
}
