'use client';

import { useSearchParams } from 'next/navigation';
import { type RefObject, useEffect, useRef } from 'react';
import { LONGEST_CALL_REFERENCE } from '@/lib/verification/call-reference/view';
import { callReferenceIn } from './call-reference-address';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  busy: boolean;
}

/** The contact centre's word for this call, by which the verification is found again. Telephony software fills it in. */
export function CallReferenceField({ field, busy }: Props) {
  const known = callReferenceIn(useSearchParams());
  const shown = useRef(known);
  // Another call in the address is another reference. What was typed before the page came alive stays.
  useEffect(() => {
    if (shown.current === known) return;
    shown.current = known;
    if (field.current) field.current.value = known;
  }, [known, field]);
  return (
    <div>
      <label htmlFor="call-reference" className="block text-sm">
        Call reference (optional)
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
        className="mt-0.5 h-8 w-56 max-w-full rounded-sm border border-edge bg-sheet px-2 text-ink text-sm pointer-coarse:h-11"
      />
    </div>
  );
}
