import type { FormReading } from '@/lib/transfers/view';
import type { DraftSnapshot } from './draft-saver';
import { fieldLabels, fieldNames } from './field-words';

/** Why authorization cannot be requested yet; null when it can. */
export function whyNotYet({ state }: DraftSnapshot, { fields, order }: FormReading): string | null {
  if (state.kind === 'conflict') return 'First choose which of the two tabs’ texts stays.';
  if (state.kind === 'gone') return 'There is nothing left to send here.';
  if (state.kind === 'problem') return 'First it has to be saved, which does not work right now.';
  const named = (kind: 'missing' | 'flaw' | 'question') =>
    fieldNames
      .filter((field) => fields[field]?.kind === kind)
      .map((field) => fieldLabels[field].toLowerCase())
      .join(', ');
  const [missing, flawed, open] = [named('missing'), named('flaw'), named('question')];
  const texts = [
    missing && `Still missing: ${missing}.`,
    flawed && `Not right yet: ${flawed}.`,
    open && `To be answered: which ${open} was meant.`,
  ].filter(Boolean);
  if (texts.length > 0) return texts.join(' ');
  return order === null || state.kind === 'saving' ? 'Saving what you typed…' : null;
}
