'use client';

import { useCallback, useEffect, useState } from 'react';
import type { SensitiveData } from '@/lib/customers/view';
import { getJson, problemMessage } from '../web/get-json';

interface State {
  readonly data: SensitiveData | null;
  readonly problem: string | null;
}

const RETRY_MS = 3000;

const nothing: State = { data: null, problem: null };

/**
 * The customer's data, held by the mounted component and by nothing else: no cache, no storage. It is
 * dropped on unmount and before the browser may freeze the page for its back button.
 */
export function useSensitiveData(verificationId: string): State & { retry: () => void } {
  const [state, setState] = useState<State>(nothing);
  const [attempt, setAttempt] = useState(0);
  const retry = useCallback(() => setAttempt((count) => count + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `attempt` is not read, it asks again.
  useEffect(() => {
    const abort = new AbortController();
    let again: ReturnType<typeof setTimeout> | undefined;
    getJson<SensitiveData>(`/api/verifications/${encodeURIComponent(verificationId)}/sensitive-data`, {
      cache: 'no-store',
      signal: abort.signal,
    }).then(
      (data) => {
        if (!abort.signal.aborted) setState({ data, problem: null });
      },
      (error: unknown) => {
        if (abort.signal.aborted) return;
        setState({ data: null, problem: problemMessage(error) });
        // The line is down, or the bank is. An answer that refuses ends the approval, and with it this component.
        again = setTimeout(retry, RETRY_MS);
        window.addEventListener('online', retry, { signal: abort.signal });
      },
    );
    return () => {
      clearTimeout(again);
      abort.abort();
      setState(nothing);
    };
  }, [verificationId, attempt, retry]);

  useEffect(() => {
    const drop = () => setState(nothing);
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) retry();
    };
    window.addEventListener('pagehide', drop);
    window.addEventListener('pageshow', back);
    return () => {
      window.removeEventListener('pagehide', drop);
      window.removeEventListener('pageshow', back);
    };
  }, [retry]);

  return { ...state, retry };
}
