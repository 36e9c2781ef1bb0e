import { say } from '@/messages/history/filter';
import { WarningIcon } from '../ui/icons';
import { wordOf } from './word-of';

interface Props {
  /** Parameters of the address that nobody could have chosen. */
  ignored: readonly string[];
  tooManyCustomers: boolean;
  /** What is listed. */
  what?: keyof typeof say.tooManyCustomers;
}

/** Why the list may not be what was meant. */
export function ListNotes({ ignored, tooManyCustomers, what = 'verifications' }: Props) {
  const notes = [
    ...(ignored.length > 0 ? [say.ignored({ fields: ignored.map(nameOf) })] : []),
    ...(tooManyCustomers ? [say.tooManyCustomers[what]] : []),
  ];
  if (notes.length === 0) return null;
  return (
    <ul className="mt-3 space-y-2">
      {notes.map((note) => (
        <li
          key={note}
          className="flex items-start gap-3 rounded-sm border border-wait-rule bg-wait-wash px-3 py-2 text-sm"
        >
          <WarningIcon className="size-5 text-wait" />
          <span className="min-w-0 max-w-[90ch]">{note}</span>
        </li>
      ))}
    </ul>
  );
}

function nameOf(parameter: string): string {
  return wordOf({ ...say.fields, ...say.days }, parameter) ?? parameter; // they are named as the fields
}
