import { StatusPicture } from '../verification/pictures';
import { toneInkOnPaper } from '../verification/tones';
import { type Standing as Of, toneOf } from '../verification/words';
import { outcomeText } from './outcome-text';

/** Picture and word of how a verification stands or ended. */
export function Standing({ of }: { of: Of }) {
  return (
    <span className={`inline-flex items-center gap-1.5 ${toneInkOnPaper[toneOf(of)]}`}>
      <StatusPicture view={of} className="size-4.5" />
      <span>{outcomeText(of)}</span>
    </span>
  );
}
