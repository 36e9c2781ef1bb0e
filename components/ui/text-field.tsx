import type { RefObject } from 'react';

interface Props {
  field: RefObject<HTMLInputElement | null>;
  id: string;
  label: string;
  /** What is missing; null while nothing is. */
  flaw: string | null;
  onInput: () => void;
  maxLength: number;
  readOnly: boolean;
  className?: string;
}

/** One line to type, with its name above and what is wrong with it below. */
export function TextField({ field, id, label, flaw, className = '', ...input }: Props) {
  return (
    <div className={`min-w-0 ${className}`}>
      <label htmlFor={id} className="block font-semibold text-sm">
        {label}
      </label>
      <input
        {...input}
        ref={field}
        id={id}
        type="text"
        autoComplete="off"
        spellCheck={false}
        aria-invalid={flaw ? true : undefined}
        aria-describedby={flaw ? `${id}-flaw` : undefined}
        className="mt-1 h-9 w-full min-w-0 rounded-sm border border-edge bg-sheet px-3 text-ink aria-invalid:border-bad pointer-coarse:h-11"
      />
      {flaw ? (
        <p id={`${id}-flaw`} role="alert" className="mt-1 text-bad text-sm">
          {flaw}
        </p>
      ) : null}
    </div>
  );
}
