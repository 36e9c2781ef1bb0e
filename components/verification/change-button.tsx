'use client';

import type { Result } from '@/lib/web/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';

interface Props<T> {
  label: string;
  busyLabel: string;
  change: () => Promise<Result<T>>;
  onView: (view: T) => void;
}

/** Cancel or end: a button that changes what it stands beside. */
export function ChangeButton<T>({ label, busyLabel, change, onView }: Props<T>) {
  const { run, busy, problem } = useAction<T>(onView);
  return (
    <div className="flex flex-col items-start gap-3">
      <Button look="quiet" busy={busy} busyLabel={busyLabel} onClick={() => void run(change)}>
        {label}
      </Button>
      {problem ? <ProblemNote message={problem} /> : null}
    </div>
  );
}
