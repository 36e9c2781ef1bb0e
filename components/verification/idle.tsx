'use client';

import type { VerificationView } from '@/lib/verification/view';
import type { DeskActions } from './actions';
import { PhonePicture } from './phone-picture';
import type { RequestTerms } from './request-terms';
import { VerifyForm } from './verify-form';

interface Props {
  customerId: string;
  mayVerify: boolean;
  terms: RequestTerms;
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
  const { preview } = rest.terms;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-12 gap-y-6">
      <div className="max-w-prose flex-1 basis-80 space-y-4">
        {preview ? (
          <div className="space-y-1">
            <p>We send a request to the customer’s own phone. Their data opens here once they approve it.</p>
            <p className="text-ink-soft">
              Say: “I’m sending a request to your phone. Please check that its code is the one I read to you,
              then approve it.”
            </p>
          </div>
        ) : null}
        <VerifyForm label="Verify identity" {...rest} />
      </div>
      {preview ? <PhonePicture caption="Their phone will show" message={preview} /> : null}
    </div>
  );
}
