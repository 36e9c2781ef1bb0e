'use client';

import { say } from '@/messages/verification/card';
import { AskOrWait, type AskProps } from './ask-or-wait';
import { PhonePicture } from './phone-picture';

interface Props extends AskProps {
  mayVerify: boolean;
}

export function Idle({ mayVerify, ...rest }: Props) {
  if (!mayVerify) {
    return (
      <div className="space-y-3">
        <p className="max-w-prose text-ink-soft">{say.idle.notYourRole}</p>
        {rest.guard && rest.actions.allowOneMore ? <AskOrWait label={say.ask.verify} {...rest} /> : null}
      </div>
    );
  }
  if (rest.alarmed) {
    return <p className="max-w-prose">{say.idle.alarmed}</p>;
  }
  const { preview } = rest.terms;
  return (
    <div className="flex flex-wrap items-start justify-between gap-x-12 gap-y-6">
      <div className="max-w-prose flex-1 basis-80 space-y-4">
        {preview ? (
          <div className="space-y-1">
            <p>{say.idle.whatHappens}</p>
            <p className="text-ink-soft">{say.idle.whatToSay}</p>
          </div>
        ) : null}
        <AskOrWait label={say.ask.verify} {...rest} />
      </div>
      {preview ? <PhonePicture caption={say.idle.phoneWillShow} message={preview} /> : null}
    </div>
  );
}
