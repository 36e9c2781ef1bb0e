'use client';

import type { TransferView } from '@/lib/transfers/view';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { AskForm } from '../verification/ask-form';
import { ChangeButton } from '../verification/change-button';
import { PhonePicture } from '../verification/phone-picture';
import { Waiting } from '../verification/waiting';
import type { TransferActions } from './actions';
import type { TransferWords } from './end-words';
import { Told } from './told';

export interface AskingProps {
  view: TransferView;
  words: TransferWords;
  asksUserCode: boolean;
  actions: Pick<TransferActions, 'askCustomer' | 'cancelAsking'>;
  onView: (view: TransferView) => void;
}

/** The customer's part: being asked, or about to be. */
export function Asking({ view, words, asksUserCode, actions, onView }: AskingProps) {
  const { verification, preview, may } = view;
  if (verification && isWaiting(verification)) {
    if (!verification.mine) return <Colleagues asked={verification} />;
    return (
      <Waiting
        view={verification}
        advice="Same code, amount and payee: ask them to tap Approve. Anything different: ask them to tap Deny, then cancel here."
        cancel={
          <ChangeButton
            label="Cancel request"
            busyLabel="Cancelling…"
            change={() => actions.cancelAsking(view.id)}
            onView={onView}
          />
        }
      />
    );
  }
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-10 gap-y-5">
      <div className="min-w-0 flex-1 basis-96">
        <Told words={words} at={verification && isOver(verification) ? verification.endedAt : null}>
          {may.ask ? (
            <div className="mt-3">
              <AskForm
                label="Request authorization"
                asksUserCode={asksUserCode}
                ask={(...said) => actions.askCustomer(view.id, ...said)}
                onDone={onView}
              />
            </div>
          ) : null}
        </Told>
      </div>
      {preview && may.ask ? <PhonePicture caption="Their phone will show" message={preview} /> : null}
    </div>
  );
}

/** The customer is being asked. */
export function isWaiting(asked: VerificationView | null): boolean {
  return asked?.status === 'requested' || asked?.status === 'pending';
}

/** The code belongs to the two people on that call. */
function Colleagues({ asked }: { asked: VerificationView }) {
  return (
    <p className="max-w-prose">
      <strong>{asked.requestedBy}</strong> has the customer on the line and is asking them to approve it on
      their phone.
    </p>
  );
}
