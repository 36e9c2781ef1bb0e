'use client';

import { AskOrWait, type AskProps } from './ask-or-wait';
import { PhonePicture } from './phone-picture';

interface Props extends AskProps {
  mayVerify: boolean;
}

export function Idle({ mayVerify, ...rest }: Props) {
  if (!mayVerify) {
    return (
      <div className="space-y-3">
        <p className="max-w-prose text-ink-soft">
          Your role may look customers up but not verify them. Agents and tellers do that.
        </p>
        {rest.guard && rest.actions.allowOneMore ? <AskOrWait label="Verify identity" {...rest} /> : null}
      </div>
    );
  }
  if (rest.alarmed) {
    return <p className="max-w-prose">Nobody can ask this customer while the alarm stands.</p>;
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
        <AskOrWait label="Verify identity" {...rest} />
      </div>
      {preview ? <PhonePicture caption="Their phone will show" message={preview} /> : null}
    </div>
  );
}
