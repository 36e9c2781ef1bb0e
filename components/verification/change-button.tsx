'use client';

import type { VerificationView } from '@/lib/verification/view';
import type { Result } from '@/lib/web/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';

interface Props {
  label: string;
  busyLabel: string;
  change: () => Promise<Result<VerificationView>>;
  onView: (view: VerificationView) => void;
}

/** Cancel or end: a button that changes the verification it stands beside. */
export function ChangeButton({ label, busyLabel, change, onView }: Props) {
  const { run, busy, problem } = useAction<VerificationView>(onView);
  return (
    <div className="flex flex-col items-start gap-3">
      <Button look="quiet" busy={busy} busyLabel={busyLabel} onClick={() => void run(change)}>
        {label}
      </Button>
      {problem ? <ProblemNote message={problem} /> : null}
    </div>
  );
}
