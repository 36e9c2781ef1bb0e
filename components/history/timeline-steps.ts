import type { TimelineItem } from '@/lib/history/view';
import { say } from '@/messages/history/timeline';

/** One line of the timeline: something recorded, or several looks of one person in a row. */
export interface Step {
  readonly item: TimelineItem;
  readonly times: number;
  /** When the last of them was. */
  readonly until: string;
  /** Seconds since the line before; null on the first. */
  readonly after: number | null;
}

/** Who only keeps looking fills no page: consecutive looks of one person at the record are one line. */
export function stepsOf(timeline: readonly TimelineItem[]): Step[] {
  const steps: Step[] = [];
  for (const item of timeline) {
    const last = steps.at(-1);
    if (last && isSameLook(last.item, item)) {
      steps[steps.length - 1] = { ...last, times: last.times + 1, until: item.at };
    } else {
      steps.push({
        item,
        times: 1,
        until: item.at,
        after: last ? secondsBetween(last.until, item.at) : null,
      });
    }
  }
  return steps;
}

/** `Grace Kim looked at this record 3 times` */
export function lookText({ item, times }: Step): string {
  return say.looked({ name: item.actor.name, times });
}

export const LOOK = 'history.entry_viewed';

function isSameLook(one: TimelineItem, other: TimelineItem): boolean {
  return one.action === LOOK && other.action === LOOK && one.actor.name === other.actor.name;
}

/** Two nodes' clocks may differ by a little: nothing comes before what it follows. */
function secondsBetween(from: string, to: string): number {
  return Math.max(0, (Date.parse(to) - Date.parse(from)) / 1000);
}
