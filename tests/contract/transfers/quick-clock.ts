import type { Clock } from '@/lib/clock';

/** The real clock, so many times as fast: leases run out and retries fall due while a test can wait for them. */
export function quickClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => new Date(start + (Date.now() - start) * speed),
    after(ms, task) {
      const timer = setTimeout(task, Math.max(0, ms) / speed);
      timer.unref();
      return () => clearTimeout(timer);
    },
  };
}
