import type { ReactNode, RefObject } from 'react';
import { say } from '@/messages/verification/card';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  missing: boolean;
  busy: boolean;
  onInput: () => void;
  /** The button, which stands beside the field. */
  children: ReactNode;
}

/**
 * A secret of the customer's, passing through. The field has no name and no value of React's: nothing can submit,
 * restore or keep what is in it, and password managers are told that it is none of theirs.
 */
export function UserCodeField({ field, missing, busy, onInput, children }: Props) {
  return (
    <div>
      <label htmlFor="user-code" className="block font-semibold">
        {say.ask.userCode}
      </label>
      <div className="mt-1 flex flex-wrap gap-2">
        <input
          ref={field}
          id="user-code"
          type="text"
          required
          readOnly={busy}
          maxLength={128}
          aria-invalid={missing || undefined}
          aria-describedby={missing ? 'user-code-missing user-code-hint' : 'user-code-hint'}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          enterKeyHint="send"
          data-unkept=""
          data-1p-ignore=""
          data-bwignore=""
          data-lpignore="true"
          data-form-type="other"
          onInput={onInput}
          className="figures h-9 w-48 min-w-0 shrink rounded-sm border border-edge bg-sheet px-3 text-ink text-lg tracking-wider aria-invalid:border-bad max-sm:w-40 max-sm:flex-1 pointer-coarse:h-11"
        />
        {children}
      </div>
      {missing ? (
        <p id="user-code-missing" role="alert" className="mt-1.5 text-bad text-sm">
          {say.ask.userCodeMissing}
        </p>
      ) : null}
      <p id="user-code-hint" className="mt-1.5 text-ink-soft text-sm">
        {say.ask.userCodeHint}
      </p>
    </div>
  );
}
