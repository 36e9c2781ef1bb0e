'use client';

import { useEffect, useState } from 'react';

/** How far the server's clock is ahead of this browser's, in milliseconds, judged by a fresh answer of it. */
function ahead(serverNow: string): number {
  return Date.parse(serverNow) - Date.now();
}

/**
 * The server's time in epoch milliseconds, twice a second. The first render shows `serverNow` itself, on
 * the server and in the browser alike, so that it hydrates.
 */
export function useServerTime(serverNow: string): number {
  const [now, setNow] = useState(() => Date.parse(serverNow));
  useEffect(() => {
    const offset = ahead(serverNow);
    const tick = () => setNow(Date.now() + offset);
    tick();
    const timer = setInterval(tick, 500);
    // Browsers slow the timers of hidden tabs down.
    document.addEventListener('visibilitychange', tick);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', tick);
    };
  }, [serverNow]);
  return now;
}

/** Whether `deadline` has passed by the server's clock. Becomes true by itself, even when nobody calls. */
export function usePassed(deadline: string | null, serverNow: string | null): boolean {
  const [passedDeadline, setPassedDeadline] = useState<string | null>(null);
  useEffect(() => {
    if (!deadline || !serverNow) return;
    const offset = ahead(serverNow);
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      clearTimeout(timer);
      const left = Date.parse(deadline) - (Date.now() + offset);
      if (left <= 0) setPassedDeadline(deadline);
      // setTimeout cannot hold more than 2^31 ms; a look a minute is plenty.
      else timer = setTimeout(look, Math.min(left, 60_000));
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [deadline, serverNow]);
  if (!deadline || !serverNow) return false;
  return passedDeadline === deadline || Date.parse(deadline) <= Date.parse(serverNow);
}
