'use client';

import { useEffect, useState } from 'react';
import { getJson } from './get-json';

/** Shorter breaks are not worth a word: the browser is back before anybody has read it. */
const WORTH_TELLING_MS = 1500;

/**
 * Follows a line of server-sent events until it is over. Returns whether the line is down.
 *
 * The browser reconnects by itself after a dropped line, but gives up for good on an HTTP error (a restart
 * behind a proxy, an ended session): then we ask why and open anew.
 *
 * @param path null: nothing to follow
 * @param onData what an event of this name carries; answers true when it was the last one
 */
export function useEvents(path: string | null, name: string, onData: (data: string) => boolean): boolean {
  const [lost, setLost] = useState(false);
  const [restored, setRestored] = useState(0);

  // A page that comes back from the back/forward cache has a dead line.
  useEffect(() => {
    const back = (event: PageTransitionEvent) => {
      if (event.persisted) setRestored((count) => count + 1);
    };
    window.addEventListener('pageshow', back);
    return () => window.removeEventListener('pageshow', back);
  }, []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: `restored` is not read, it reopens the line.
  useEffect(() => {
    if (!path) return;
    let source: EventSource;
    let failures = 0;
    let reopen: ReturnType<typeof setTimeout> | undefined;
    let tell: ReturnType<typeof setTimeout> | undefined;

    const well = () => {
      failures = 0;
      clearTimeout(tell);
      tell = undefined;
      setLost(false);
    };

    const open = () => {
      source = new EventSource(path);
      source.addEventListener('open', well);
      source.addEventListener(name, (event: MessageEvent<string>) => {
        if (onData(event.data)) source.close();
      });
      source.addEventListener('error', () => {
        tell ??= setTimeout(() => setLost(true), WORTH_TELLING_MS);
        if (source.readyState !== EventSource.CLOSED) return;
        // An EventSource does not say what it was refused with; this leaves for the sign-in page on a 401.
        void getJson('/api/calls').catch(() => {});
        failures += 1;
        reopen = setTimeout(open, Math.min(15_000, 1000 * 2 ** Math.min(failures, 4)));
      });
    };
    open();

    return () => {
      source.close();
      clearTimeout(reopen);
      clearTimeout(tell);
      setLost(false);
    };
  }, [path, name, onData, restored]);

  return lost;
}
