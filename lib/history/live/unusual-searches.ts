/** Fewer customers than these are seen in looking for one or two. */
export const FEWEST_SEEN = 400;
/** Whoever types a common name letter by letter sees twenty others with each, and up to 240 before the one who calls. */
const SEEN_FOR_ONE_OPENED = 400;
/** Whoever opens some pages to look busy asks nobody. */
const FEWEST_SEEN_UNASKED = 5_000;
const SEEN_FOR_ONE_ASKED = 2_000;

/**
 * Whether somebody may be reading the directory out rather than looking for who calls, judged by up to eight hours.
 * A search that was one too many is enough. Otherwise: they saw many customers and opened next to none of them (400 and
 * none, 800 and one, 1,200 and two, …), or very many and asked next to none to verify (5,000 and one, 6,000 and two, …).
 * An agent who takes twelve calls an hour, types every name letter by letter and asks only every second customer stays
 * below both.
 */
export function isUnusualSearching({
  limitedAt,
  customersSeen,
  opened,
  asked,
}: {
  readonly limitedAt: Date | null;
  readonly customersSeen: number;
  readonly opened: number;
  readonly asked: number;
}): boolean {
  return (
    limitedAt !== null ||
    (customersSeen >= FEWEST_SEEN && (opened + 1) * SEEN_FOR_ONE_OPENED <= customersSeen) ||
    (customersSeen >= FEWEST_SEEN_UNASKED && (asked + 1) * SEEN_FOR_ONE_ASKED <= customersSeen)
  );
}
