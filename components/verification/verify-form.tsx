import type { VerificationView } from '@/lib/verification/view';
import { say } from '@/messages/verification/card';
import { ProblemNote } from '../ui/problem-note';
import type { DeskActions } from './actions';
import { AskForm } from './ask-form';
import type { RequestTerms } from './request-terms';

interface Props {
  label: string;
  customerId: string;
  seen: string;
  terms: RequestTerms;
  actions: DeskActions;
  onView: (view: VerificationView) => void;
}

export function VerifyForm({ label, customerId, seen, terms, actions, onView }: Props) {
  if (!terms.preview) {
    return <ProblemNote message={say.idle.nobodyCanBeAsked} />;
  }
  return (
    <AskForm
      label={label}
      asksUserCode={terms.asksUserCode}
      ask={(...said) => actions.requestVerification(customerId, seen, ...said)}
      onDone={({ verification }: { verification: VerificationView }) => onView(verification)}
    />
  );
}
