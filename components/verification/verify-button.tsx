'use client';

import type { VerificationView } from '@/lib/verification/view';
import { Button } from '../ui/button';
import { ProblemNote } from '../ui/problem-note';
import { useAction } from '../web/use-action';
import type { DeskActions } from './actions';

interface Props {
  label: 'Verify identity' | 'Verify again';
  look: 'primary' | 'quiet';
  customerId: string;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function VerifyButton({ label, look, customerId, actions, onView }: Props) {
  const { run, busy, problem } = useAction<{ verification: VerificationView }>(({ verification }) =>
    onView(verification),
  );
  return (
    <div className="flex flex-col items-start gap-3">
      <Button
        look={look}
        busy={busy}
        busyLabel="Sending…"
        onClick={() => void run(() => actions.requestVerification(customerId))}
      >
        {label}
      </Button>
      {problem ? <ProblemNote message={problem} /> : null}
    </div>
  );
}
