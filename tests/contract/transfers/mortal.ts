import type { Clock } from '@/lib/clock';
import type { Notifications } from '@/lib/verification/notifications';

/** How a node ends: at its so many-th word with the world, before the world heard it or before the node heard the answer. */
export interface Fate {
  readonly words: number;
  readonly when: 'before' | 'after';
}

export interface Life {
  /** Settles when the node is gone. */
  readonly over: Promise<void>;
  readonly isOver: () => boolean;
  /** Counts what is said through this part, and says nothing more once the node is gone. */
  readonly through: <T extends object>(part: T) => T;
  /** Timers of a process that is gone do not fire. */
  readonly clock: (clock: Clock) => Clock;
  /** Nor does it hear of anything. */
  readonly notifications: (notifications: Notifications) => Notifications;
}

/** What is gone hears nothing: whoever waits for it waits for ever. */
const never = new Promise<never>(() => {});

/** The life of a node: as with a power cut, no line of its code runs after the end. */
export function begin(fate: Fate | undefined): Life {
  let words = 0;
  let isOver = false;
  let end: () => void = () => {};
  const over = new Promise<void>((resolve) => {
    end = () => {
      isOver = true;
      resolve();
    };
  });

  async function say(speak: () => Promise<unknown>): Promise<unknown> {
    if (isOver) return never;
    words += 1;
    const isLast = words === fate?.words;
    if (isLast && fate.when === 'before') {
      end();
      return never;
    }
    const answer = await speak().catch((error: unknown) => (isOver ? never : Promise.reject(error)));
    if (isLast) end();
    return isOver ? never : answer;
  }

  return {
    over,
    isOver: () => isOver,
    through: (part) =>
      new Proxy(part, {
        get(target, name) {
          const member: unknown = Reflect.get(target, name);
          if (typeof member !== 'function') return member;
          return (...given: unknown[]) => say(async () => member.apply(target, given));
        },
      }),
    clock: (clock) => ({
      now: () => clock.now(),
      after: (ms, task) => clock.after(ms, () => isOver || task()),
    }),
    notifications: (notifications) => ({
      onChange: (id, listener) => notifications.onChange(id, () => isOver || listener()),
      onAny(listener) {
        const stop = notifications.onAny(listener);
        void over.then(stop);
        return stop;
      },
    }),
  };
}
