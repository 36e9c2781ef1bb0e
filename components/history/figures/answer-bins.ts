import type { Bin } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';

/** `5–10`, and `120+` for the one without an end. */
export function binText({ fromSeconds, toSeconds }: Bin): string {
  return toSeconds === null ? `${fromSeconds}+` : `${fromSeconds}–${toSeconds}`;
}

/** The same in words. */
export function binWords({ fromSeconds, toSeconds }: Bin): string {
  return toSeconds === null
    ? say.answers.spanOn({ from: fromSeconds })
    : say.answers.span({ from: fromSeconds, to: toSeconds });
}

/**
 * Where a time stands along columns of equal width, counted in columns from the left: 2.5 is the middle of the third.
 * In the last one, which has no end, it is the middle. Null where no column holds it.
 */
export function placeOf(seconds: number, bins: readonly Bin[]): number | null {
  const at = bins.findIndex(
    ({ fromSeconds, toSeconds }) => seconds >= fromSeconds && (toSeconds === null || seconds < toSeconds),
  );
  const bin = bins[at];
  if (!bin) return null;
  return bin.toSeconds === null
    ? at + 0.5
    : at + (seconds - bin.fromSeconds) / (bin.toSeconds - bin.fromSeconds);
}
