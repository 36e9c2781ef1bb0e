'use client';

import { useSearchParams } from 'next/navigation';
import { type RefObject, useState } from 'react';
import { cleanCallReference, LONGEST_CALL_REFERENCE } from '@/lib/verification/call-reference/view';
import { say } from '@/messages/verification/card';
import { useOnChange } from '../web/use-on-change';
import { callReferenceIn } from './call-reference-address';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  busy: boolean;
}

/** The contact centre's word for this call, by which the verification is found again. Telephony software fills it in. */
export function CallReferenceField({ field, busy }: Props) {
  const known = callReferenceIn(useSearchParams());
  const [isUnfit, setUnfit] = useState(cleanCallReference(known) === null);
  // Another call in the address is another reference. What was typed before the page came alive stays.
  useOnChange(known, () => {
    if (field.current) field.current.value = known;
    setUnfit(cleanCallReference(known) === null);
  });
  return (
    <div>
      <label htmlFor="call-reference" className="block text-sm">
        {say.ask.callReference}
      </label>
      <input
        ref={field}
        id="call-reference"
        type="text"
        defaultValue={known}
        readOnly={busy}
        maxLength={LONGEST_CALL_REFERENCE}
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        aria-invalid={isUnfit}
        aria-describedby={isUnfit ? 'call-reference-unfit' : undefined}
        onInput={({ currentTarget }) => setUnfit(cleanCallReference(currentTarget.value) === null)}
        className="mt-0.5 h-8 w-56 max-w-full rounded-sm border border-edge bg-sheet px-2 text-ink text-sm aria-invalid:border-bad pointer-coarse:h-11"
      />
      {isUnfit ? (
        <p id="call-reference-unfit" className="mt-1 max-w-prose text-bad text-sm">
          {say.ask.callReferenceUnfit({ longest: LONGEST_CALL_REFERENCE })}
        </p>
      ) : null}
    </div>
  );
}
