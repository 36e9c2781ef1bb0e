'use client';

import { useEffect, useState } from 'react';
import type { SourceAccount } from '@/lib/transfers/view';
import { usePassed } from '../time/server-time';
import { useOpenCalls } from '../verification/use-open-calls';
import { getJson } from '../web/get-json';

/**
 * The customer's accounts while this teller's approval to see them is in use: null without one, undefined as long as
 * that is not known. Held by the mounted component and by nothing else, and gone with the approval.
 */
export function useAccounts(customerId: string): readonly SourceAccount[] | null | undefined {
  const { data, error } = useOpenCalls();
  const approval = data?.calls
    .map(({ verification }) => verification)
    .find(
      ({ customerId: id, purpose, status, grantEnd }) =>
        id === customerId && purpose === 'account_access' && status === 'approved' && grantEnd === null,
    );
  const ranOut = usePassed(approval?.grantExpiresAt ?? null, approval?.now ?? null);
  const approvalId = approval && !ranOut ? approval.id : null;
  const [found, setFound] = useState<{ by: string; accounts: readonly SourceAccount[] | null }>();

  useEffect(() => {
    if (!approvalId) return;
    const abort = new AbortController();
    const { signal } = abort;
    const read = () =>
      getJson<{ accounts: SourceAccount[] | null }>(
        `/api/transfers/accounts?customer=${encodeURIComponent(customerId)}`,
        { cache: 'no-store', signal },
      ).then(
        ({ accounts }) => setFound({ by: approvalId, accounts }),
        () => {
          if (!signal.aborted) setFound({ by: approvalId, accounts: null });
        },
      );
    void read();
    // Nothing of it stays in a page that the browser keeps for its back button.
    window.addEventListener('pagehide', () => setFound(undefined), { signal });
    window.addEventListener('pageshow', (event) => event.persisted && void read(), { signal });
    return () => {
      abort.abort();
      setFound(undefined);
    };
  }, [approvalId, customerId]);

  if (approvalId) return found?.by === approvalId ? found.accounts : undefined;
  return data || error ? null : undefined;
}
