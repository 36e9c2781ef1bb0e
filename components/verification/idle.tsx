'use client';

import type { VerificationView } from '@/lib/verification/view';
import type { DeskActions } from './actions';
import { VerifyButton } from './verify-button';

interface Props {
  customerId: string;
  mayVerify: boolean;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function Idle({ mayVerify, ...rest }: Props) {
  if (!mayVerify) {
    return (
      <p className="max-w-prose text-ink-soft">
        Your role may look customers up but not verify them. Agents and tellers do that.
      </p>
    );
  }
  return (
    <div className="space-y-4">
      <div className="max-w-prose space-y-1">
        <p>We send a request to the customer’s own phone. Their data opens here once they approve it.</p>
        <p className="text-ink-soft">
          Say: “I’m sending a request to your phone. Please check that its code is the one I read to you, then
          approve it.”
        </p>
      </div>
      <VerifyButton label="Verify identity" look="primary" {...rest} />
    </div>
  );
}
