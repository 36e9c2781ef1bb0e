import type { ReactNode } from 'react';
import type { TransferField } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/form';
import { WarningIcon } from '../ui/icons';

/** How a field is tied to what is said about it. */
interface FieldTies {
  readonly id: string;
  readonly 'aria-describedby': string | undefined;
  readonly 'aria-invalid': true | undefined;
}

interface Props {
  field: TransferField;
  flaw: string | null;
  /** What is good to know about it: a hint, or what was understood. */
  note?: ReactNode;
  className?: string;
  children: (ties: FieldTies) => ReactNode;
}

export const controlClass =
  'h-10 w-full min-w-0 rounded-sm border border-edge bg-sheet px-3 text-ink text-base placeholder:text-ink-faint aria-invalid:border-bad pointer-coarse:h-11';

/** A field with its name above and one line below, which is always there: nothing moves when it says something. */
export function Field({ field, flaw, note, className = '', children }: Props) {
  const noteId = `${field}-note`;
  return (
    <div className={className}>
      <label htmlFor={field} className="block font-semibold text-sm">
        {say.labels[field]}
      </label>
      <div className="mt-1">
        {children({
          id: field,
          'aria-describedby': flaw || note ? noteId : undefined,
          'aria-invalid': flaw ? true : undefined,
        })}
      </div>
      <div id={noteId} className="mt-1 min-h-[1.45em] text-sm">
        {flaw ? (
          <p className="flex items-start gap-1.5 text-bad">
            <WarningIcon className="mt-px size-4.5" />
            <span>{flaw}</span>
          </p>
        ) : (
          <div className="text-ink-soft">{note}</div>
        )}
      </div>
    </div>
  );
}
