'use client';

import { useCallback, useRef, useState } from 'react';
import type { Result } from '@/lib/web/view';
import { signInAgain } from './sign-in-again';

interface Action<T> {
  /** Does nothing while an earlier call is still under way, so a double click is one click. */
  readonly run: (call: () => Promise<Result<T>>) => Promise<void>;
  readonly busy: boolean;
  readonly problem: string | null;
}

/** Runs one server action at a time and keeps what to tell when it is refused. */
export function useAction<T>(onDone: (value: T) => void): Action<T> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);

  const run = useCallback(
    async (call: () => Promise<Result<T>>) => {
      if (running.current) return;
      running.current = true;
      setBusy(true);
      setProblem(null);
      try {
        const result = await call();
        if (result.ok) onDone(result.value);
        else if (result.problem.code === 'unauthenticated') signInAgain();
        else setProblem(result.problem.message);
      } catch {
        // Only the way to the server can fail here; the actions themselves answer with a Result.
        setProblem('The desk did not answer. Check your connection and try again; nothing is done twice.');
      } finally {
        running.current = false;
        setBusy(false);
      }
    },
    [onDone],
  );

  return { run, busy, problem };
}
