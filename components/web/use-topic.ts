'use client';

import { useEffect, useSyncExternalStore } from 'react';
import type { Topic, ValueOf } from '@/lib/web/events/view';
import { SharedLine } from './shared-line';

/** One for each tab, which shares a stream with all others of the browser. */
let line: SharedLine | undefined;

function ofThisTab(): SharedLine {
  if (line) return line;
  const opened = new SharedLine();
  line = opened;
  window.addEventListener('pagehide', () => opened.left());
  window.addEventListener('pageshow', (event) => event.persisted && opened.cameBack());
  window.addEventListener('online', () => opened.renew());
  return opened;
}

const onLost = (listener: () => void) => ofThisTab().onLost(listener);
const isLost = () => ofThisTab().lost;
const never = () => false;

/**
 * Follows a topic as long as the component is there: what it is now, and every change. Returns whether the line is
 * down, so that what is shown may be seconds old.
 *
 * @param topic null: nothing to follow
 */
export function useTopic<T extends Topic>(topic: T | null, onValue: (value: ValueOf<T>) => void): boolean {
  useEffect(() => {
    if (!topic) return;
    // The events' contract: what comes under a topic is that topic's.
    return ofThisTab().follow(topic, onValue as (value: unknown) => void);
  }, [topic, onValue]);
  const lost = useLost();
  return topic !== null && lost;
}

/** Whether the line to the desk is down. */
export function useLost(): boolean {
  return useSyncExternalStore(onLost, isLost, never);
}
