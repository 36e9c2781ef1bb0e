import type { FormReading } from '@/lib/transfers/view';
import { say as form } from '@/messages/transfers/form';
import type { DraftSnapshot } from './draft-saver';
import { fieldNames } from './field-words';

const say = form.notYet;

/** Why authorization cannot be requested yet; null when it can. */
export function whyNotYet({ state }: DraftSnapshot, { fields, order }: FormReading): string | null {
  if (state.kind === 'conflict') return say.conflict;
  if (state.kind === 'gone') return say.gone;
  if (state.kind === 'problem') return say.unsaved;
  const which = (kind: 'missing' | 'flaw' | 'question') =>
    fieldNames.filter((field) => fields[field]?.kind === kind);
  const [missing, flawed, open] = [which('missing'), which('flaw'), which('question')];
  const texts = [
    ...(missing.length > 0 ? [say.missing({ fields: missing })] : []),
    ...(flawed.length > 0 ? [say.flawed({ fields: flawed })] : []),
    ...(open.length > 0 ? [say.open({ fields: open })] : []),
  ];
  if (texts.length > 0) return texts.join(' ');
  return order === null || state.kind === 'saving' ? say.saving : null;
}
