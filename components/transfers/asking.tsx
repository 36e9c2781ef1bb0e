'use client';

import type { TransferView } from '@/lib/transfers/view';
import { isOver, type VerificationView } from '@/lib/verification/view';
import { say as all } from '@/messages/transfers/status';
import { AskForm } from '../verification/ask-form';
import { ChangeButton } from '../verification/change-button';
import { PhonePicture } from '../verification/phone-picture';
import { Waiting } from '../verification/waiting';
import type { TransferActions } from './actions';
import { Told } from './told';
import type { TransferWords } from './words';

const say = all.asking;

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
        advice={say.advice}
        cancel={
          <ChangeButton
            label={say.cancel}
            busyLabel={say.cancelling}
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
                label={say.request}
                asksUserCode={asksUserCode}
                ask={(...said) => actions.askCustomer(view.id, ...said)}
                onDone={onView}
              />
            </div>
          ) : null}
        </Told>
      </div>
      {preview && may.ask ? <PhonePicture caption={say.preview} message={preview} /> : null}
    </div>
  );
}

/** The customer is being asked. */
export function isWaiting(asked: VerificationView | null): boolean {
  return asked?.status === 'requested' || asked?.status === 'pending';
}

/** The code belongs to the two people on that call. */
function Colleagues({ asked }: { asked: VerificationView }) {
  return <p className="max-w-prose">{say.colleague({ name: <strong>{asked.requestedBy}</strong> })}</p>;
}
