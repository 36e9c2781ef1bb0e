import { toneInkOnPaper } from '../verification/tones';
import { TransferPicture } from './pictures';
import { type Standing, statusText, toneOf } from './words';

/** Picture and word of how a transfer stands or ended. */
export function TransferStanding({ of }: { of: Standing }) {
  return (
    <span className={`inline-flex items-start gap-1.5 ${toneInkOnPaper[toneOf(of)]}`}>
      <TransferPicture of={of} className="mt-0.5 size-4.5" />
      <span>{statusText(of)}</span>
    </span>
  );
}
