import type { Clock } from '@/lib/clock';
import type { Notifications } from '@/lib/verification/notifications';

/** What a process that is gone would say, if it could. */
class Crash extends Error {}

/** One process: it dies at its `deathAt`-th call of anything, before the call has its effect or just after. */
export class Life {
  #calls = 0;
  #isOver = false;
  readonly #deathAt: number;
  readonly #beforeEffect: boolean;

  constructor(deathAt = Number.POSITIVE_INFINITY, beforeEffect = true) {
    this.#deathAt = deathAt;
    this.#beforeEffect = beforeEffect;
  }

  get isOver(): boolean {
    return this.#isOver;
  }

  end(): void {
    this.#isOver = true;
  }

  /** The same port, as this process reaches it. `pass` lets others have their turn before each call. */
  through<T extends object>(port: T, pass: () => Promise<void>): T {
    return new Proxy(port, {
      get: (target, name) => {
        const value: unknown = Reflect.get(target, name);
        if (typeof value !== 'function') return value;
        return async (...args: unknown[]) => {
          await pass();
          return this.#live(() => value.apply(target, args));
        };
      },
    });
  }

  clock(clock: Clock): Clock {
    return {
      now: () => clock.now(),
      after: (ms, task) => clock.after(ms, () => (this.#isOver ? undefined : task())),
    };
  }

  notifications(hub: Notifications): Notifications {
    return {
      onChange: (id, listener) => hub.onChange(id, () => (this.#isOver ? undefined : listener())),
      onAny: (listener) => hub.onAny((id) => (this.#isOver ? undefined : listener(id))),
    };
  }

  async #live(effect: () => unknown): Promise<unknown> {
    if (this.#isOver) throw new Crash();
    const dies = ++this.#calls === this.#deathAt;
    if (dies) this.#isOver = true;
    if (dies && this.#beforeEffect) throw new Crash();
    const result = await effect();
    // It may have died while it waited for this.
    if (this.#isOver) throw new Crash();
    return result;
  }
}

/** Everybody who wants to do something waits here for their turn. */
export class Turns {
  readonly #waiting: { readonly since: number; readonly go: () => void }[] = [];
  readonly #clock: Clock;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  readonly pass = (): Promise<void> =>
    new Promise((go) => this.#waiting.push({ since: this.#clock.now().getTime(), go }));

  get count(): number {
    return this.#waiting.length;
  }

  /** Since when somebody waits. */
  get oldest(): number {
    return Math.min(...this.#waiting.map(({ since }) => since));
  }

  /** @param which any number: whose turn it is is chosen by it */
  next(which = 0): void {
    const [one] = this.#waiting.splice(which % Math.max(1, this.#waiting.length), 1);
    one?.go();
  }
}
