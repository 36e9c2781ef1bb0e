'use client';

import { unstable_isUnrecognizedActionError, useRouter } from 'next/navigation';
import { useCallback, useRef, useState } from 'react';
import type { Result } from '@/lib/web/view';
import { say } from '@/messages/errors';
import { wasNotUnderstood } from './release';
import { signInAgain } from './sign-in-again';

interface Action<T> {
  /** Does nothing while an earlier call is still under way, so a double click is one click. */
  readonly run: (call: () => Promise<Result<T>>) => Promise<void>;
  readonly busy: boolean;
  readonly problem: string | null;
}

let acting = 0;

/** Whether an action of this page is under way. */
export function isActing(): boolean {
  return acting > 0;
}

/** Runs one server action at a time and keeps what to tell when it is refused. */
export function useAction<T>(onDone: (value: T) => void): Action<T> {
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const running = useRef(false);
  const router = useRouter();

  const run = useCallback(
    async (call: () => Promise<Result<T>>) => {
      if (running.current) return;
      running.current = true;
      acting += 1;
      setBusy(true);
      setProblem(null);
      try {
        const result = await call();
        if (result.ok) onDone(result.value);
        else if (result.problem.code === 'unauthenticated') signInAgain();
        else setProblem(result.problem.message);
        if (!result.ok && result.problem.code === 'out_of_date') router.refresh();
      } catch (error) {
        // Only the way to the server can fail here; the actions themselves answer with a Result.
        const isOld = unstable_isUnrecognizedActionError(error);
        if (isOld) wasNotUnderstood();
        setProblem(isOld ? say.pageOutdated : say.actionUnanswered);
      } finally {
        acting -= 1;
        running.current = false;
        setBusy(false);
      }
    },
    [onDone, router],
  );

  return { run, busy, problem };
}
