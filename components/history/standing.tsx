import { StatusPicture } from '../verification/pictures';
import { toneInkOnPaper } from '../verification/tones';
import { type Standing as Of, toneOf } from '../verification/words';
import { outcomeText } from './outcome-text';

/** Picture and word of how a verification stands or ended. */
export function Standing({ of }: { of: Of }) {
  return (
    <span className={`inline-flex items-start gap-1.5 align-top ${toneInkOnPaper[toneOf(of)]}`}>
      <StatusPicture view={of} className="mt-0.5 size-4.5" />
      <span>{outcomeText(of)}</span>
    </span>
  );
}
