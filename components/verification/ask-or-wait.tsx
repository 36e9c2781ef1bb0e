'use client';

import type { GuardView, VerificationView } from '@/lib/verification/view';
import { AllowOneMore } from '../alarms/allow-one-more';
import { usePassed } from '../time/server-time';
import type { DeskActions } from './actions';
import type { RequestTerms } from './request-terms';
import { VerifyForm } from './verify-form';

export interface AskProps {
  customerId: string;
  /** The newest verification of theirs by this person that the page knows of, '' for none. */
  seen: string;
  /** An alarm stands: nobody asks. */
  alarmed: boolean;
  /** What keeps this person from asking now. */
  guard: GuardView | null;
  terms: RequestTerms;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

interface Props extends AskProps {
  label: string;
}

/** The button that asks the customer, or why it is not there and when it will be. */
export function AskOrWait({ label, alarmed, guard, ...rest }: Props) {
  const passed = usePassed(guard?.until ?? null, guard?.now ?? null);
  if (alarmed) return null;
  if (guard && !passed) {
    return (
      <AllowOneMore
        customerId={rest.customerId}
        guard={guard}
        allowOneMore={rest.actions.allowOneMore}
        onAllowed={() => {}}
      />
    );
  }
  return <VerifyForm label={label} {...rest} />;
}
