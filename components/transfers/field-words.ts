import { emptyForm, type FieldReading, type TransferField } from '@/lib/transfers/view';
import { say } from '@/messages/transfers/form';

/** The fields in the order they stand on the screen. */
export const fieldNames = Object.keys(emptyForm) as readonly TransferField[]; // emptyForm has them all

const longest: Partial<Record<TransferField, number>> = { payeeName: 70, payeeBank: 70, reference: 140 };

/** What is wrong with a field, in words; null when nothing is, or when it asks a question instead. */
export function flawText(field: TransferField, reading: FieldReading | undefined): string | null {
  if (!reading || reading.kind === 'question') return null;
  if (reading.kind === 'missing') return say.missing[field];
  const most = longest[field];
  return reading.why === 'too_long' && most ? say.longerThan({ most }) : say.flaws[reading.why];
}
