/** Time as a dependency, so that deciding code and tests share one source of it. */
export interface Clock {
  now(): Date;
  /**
   * Runs `task` once after `ms` milliseconds, and not before `now` says so: what is due then is due to whoever looks.
   * The returned function calls it off.
   */
  after(ms: number, task: () => void): () => void;
}

/** Node's timers overflow beyond 2^31-1 ms and would then fire at once. */
const LONGEST_TIMER_MS = 2 ** 31 - 1;
/** Timers count by another clock than `now`: by one that is being set right they are early, a little. */
const EARLY_MS = 1_000;

export const systemClock: Clock = {
  now: () => new Date(),
  after(ms, task) {
    const wait = Math.min(Math.max(ms, 0), LONGEST_TIMER_MS);
    const dueAt = Date.now() + wait;
    let timer: NodeJS.Timeout;
    const set = (left: number) => {
      timer = setTimeout(fire, left);
      timer.unref();
    };
    const fire = () => {
      const left = dueAt - Date.now();
      if (left > 0 && left <= EARLY_MS) set(left);
      else task();
    };
    set(wait);
    return () => clearTimeout(timer);
  },
};
