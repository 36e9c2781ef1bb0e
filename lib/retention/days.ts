import { say } from '@/messages/retention/settings';
import { type Keeping, type RetentionClass, retentionClasses } from './view';

/** Days each class is kept; one that is left out is kept for good. */
export type RetentionDays = Readonly<Partial<Record<RetentionClass, number>>>;

/** A sign-in that is over says nothing the audit trail does not. */
const DEFAULT_DAYS: RetentionDays = { sessions: 90 };
const MOST_DAYS = 36_500;
const DAY_MS = 24 * 60 * 60 * 1000;

/** `customer=3650,staff=1095`. Whatever is wrong is told, one sentence each, and nothing is guessed. */
export function readRetentionDays(text: string): { days: RetentionDays; problems: readonly string[] } {
  const days: Partial<Record<RetentionClass, number>> = {};
  const problems: string[] = [];
  const pairs = text
    .split(',')
    .map((pair) => pair.trim())
    .filter(Boolean);
  for (const pair of pairs) {
    const [, name = '', value = ''] = /^([^=]*)=?(.*)$/s.exec(pair)?.map((part) => part.trim()) ?? [];
    const known = retentionClasses.find((each) => each === name);
    if (!known) {
      problems.push(say.unknownClass({ name, classes: retentionClasses }));
    } else if (days[known] !== undefined) {
      problems.push(say.twice({ name: known }));
    } else if (!/^\d{1,6}$/.test(value) || Number(value) < 1 || Number(value) > MOST_DAYS) {
      problems.push(say.notDays({ name: known, most: MOST_DAYS, value }));
    } else {
      days[known] = Number(value);
    }
  }
  return { days: { ...DEFAULT_DAYS, ...days }, problems };
}

/** Drafts and ID tokens are a customer's, and a draft its teller's too: nothing outlives whose it is. */
const isOf: Readonly<Partial<Record<RetentionClass, readonly RetentionClass[]>>> = {
  drafts: ['drafts', 'customer', 'staff'],
  hints: ['hints', 'customer'],
};

/** How long each class is kept in effect, and what is older than that at `now`. */
export function keepingsOf(given: RetentionDays, now: Date): Keeping[] {
  return retentionClasses.map((name) => {
    const shortest = (isOf[name] ?? [name])
      .flatMap((each) => (given[each] === undefined ? [] : [{ name: each, days: given[each] }]))
      .reduce<{ name: RetentionClass; days: number } | undefined>(
        (least, each) => (least && least.days <= each.days ? least : each),
        undefined,
      );
    return {
      class: name,
      days: shortest?.days ?? null,
      before: shortest ? new Date(now.getTime() - shortest.days * DAY_MS).toISOString() : null,
      follows: shortest && shortest.name !== name ? shortest.name : null,
    };
  });
}
