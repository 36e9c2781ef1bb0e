import type { Clock } from '@/lib/clock';

interface Timer {
  readonly at: number;
  readonly task: () => void;
}

/** Time that only passes when a test says so. Timers run in order of their time, then of their making. */
export class FakeClock implements Clock {
  #now: number;
  readonly #timers = new Set<Timer>();

  constructor(start = '2026-03-02T09:00:00.000Z') {
    this.#now = Date.parse(start);
  }

  now(): Date {
    return new Date(this.#now);
  }

  after(ms: number, task: () => void): () => void {
    const timer: Timer = { at: this.#now + Math.max(0, ms), task };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Timers that are still to run. */
  get waiting(): number {
    return this.#timers.size;
  }

  /** Lets `ms` milliseconds pass: runs what falls due, each time until nothing more happens by itself. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    await quiet();
    for (let next = this.#next(end); next; next = this.#next(end)) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.task();
      await quiet();
    }
    this.#now = end;
  }

  /** Moves the hands without running anything: what a suspended machine sees when it wakes. */
  jump(ms: number): void {
    this.#now += ms;
  }

  #next(end: number): Timer | undefined {
    let next: Timer | undefined;
    for (const timer of this.#timers) if (timer.at <= end && (!next || timer.at < next.at)) next = timer;
    return next;
  }
}

/** Resolves when every promise that can settle without time passing has settled. */
export function quiet(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
