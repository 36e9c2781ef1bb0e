import type { HistoryFilter } from '@/lib/history/filter/view';
import { WarningIcon } from '../ui/icons';
import { fieldNames } from './filter-words';

interface Props {
  /** Parameters of the address that nobody could have chosen. */
  ignored: readonly string[];
  tooManyCustomers: boolean;
  /** What is listed. */
  what?: string;
}

const others: Readonly<Record<string, string>> = { from: 'From', to: 'To' };

/** Why the list may not be what was meant. */
export function ListNotes({ ignored, tooManyCustomers, what = 'verifications' }: Props) {
  const notes = [
    ...(ignored.length > 0
      ? [
          `The address asks for something that cannot be chosen here, which was left out: ${ignored.map((name) => `“${nameOf(name)}”`).join(', ')}.`,
        ]
      : []),
    ...(tooManyCustomers
      ? [
          `More customers have this name than are looked for at once: some of their ${what} are missing here. Type more of the name, or the number.`,
        ]
      : []),
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
  if (Object.hasOwn(others, parameter)) return others[parameter] ?? parameter;
  return fieldNames[parameter as keyof HistoryFilter] ?? parameter; // the parameters are named as the fields
}
