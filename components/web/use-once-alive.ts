import { useEffect, useRef } from 'react';

/**
 * Runs once when the page has come alive: for what was typed or chosen before. A moment after the first effects, because only
 * then does the router hear of what is written into the address.
 */
export function useOnceAlive(run: () => void): void {
  const latest = useRef(run);
  useEffect(() => {
    latest.current = run;
  });
  useEffect(() => {
    const timer = setTimeout(() => latest.current(), 0);
    return () => clearTimeout(timer);
  }, []);
}
