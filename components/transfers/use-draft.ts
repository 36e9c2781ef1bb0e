'use client';

import { useEffect, useState, useSyncExternalStore } from 'react';
import { DraftSaver, type DraftSnapshot, type Saved } from './draft-saver';

/** A draft that is saved while it is typed, for as long as its form is on the screen, and once more when it leaves. */
export function useDraft(
  customerId: string,
  reopened: string | null,
  initial: Saved | null,
): { draft: DraftSnapshot; saver: DraftSaver } {
  const [saver] = useState(() => new DraftSaver(customerId, reopened, initial));
  const draft = useSyncExternalStore(saver.subscribe, saver.snapshot, saver.snapshot);

  useEffect(() => {
    const stop = new AbortController();
    const on = (target: Window | Document, event: string, run: (event: Event) => void) =>
      target.addEventListener(event, run, { signal: stop.signal });
    // The page may have been read before another tab, or the back button, changed what is true.
    const look = () => void saver.refresh();
    look();
    on(window, 'focus', look);
    on(window, 'pageshow', look);
    on(window, 'online', () => void saver.flush());
    on(window, 'pagehide', () => saver.leave());
    on(window, 'beforeunload', (event) => {
      // Before the next page is asked for, so that a reload already finds what was typed last.
      void saver.flush();
      if (saver.isAtRisk()) event.preventDefault();
    });
    return () => {
      stop.abort();
      void saver.flush();
    };
  }, [saver]);

  return { draft, saver };
}
