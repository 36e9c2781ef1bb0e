'use client';

import { useSkipFirst } from '../web/use-skip-first';
import { useTopic } from '../web/use-topic';

/** Calls when an alarm was raised or lifted, or something more was reported of one that stands. */
export function useAlarmNews(onNews: () => void): void {
  useTopic('alarms', useSkipFirst(onNews));
}
