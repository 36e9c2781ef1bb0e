'use client';

import { useCallback, useEffect, useState } from 'react';
import type { TransferView } from '@/lib/transfers/view';
import { useTopic } from '../web/use-topic';

interface Followed {
  readonly view: TransferView;
  readonly accept: (view: TransferView) => void;
}

/** A transfer with everything that happens to it, from whichever source knows it best: page, stream or action. */
export function useTransfer(initial: TransferView): Followed {
  const [view, setView] = useState(initial);
  const accept = useCallback((next: TransferView) => setView((known) => newer(known, next)), []);

  // The page was read again.
  useEffect(() => accept(initial), [initial, accept]);

  // Also where it is settled: the customer's alarm may be raised and lifted afterwards.
  useTopic(`transfer:${initial.id}`, accept);
  return { view, accept };
}

/** The transfer's version decides. The request to its customer goes on within one version, by the server's clock. */
function newer(known: TransferView, next: TransferView): TransferView {
  if (known.version !== next.version) return next.version > known.version ? next : known;
  return Date.parse(next.now) >= Date.parse(known.now) ? next : known;
}
