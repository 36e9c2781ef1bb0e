/**
 * Port: hints that something in the database changed. A hint may be lost or come twice, so who listens
 * re-reads. `onAny` also fires without an id after a lost connection: anything may have changed.
 */
export interface Notifications {
  onChange(id: string, listener: () => void): () => void;
  onAny(listener: (id: string | undefined) => void): () => void;
}

/** The channel every change is announced on: with the id of what changed, and the hints of whom it concerns. */
export const CHANNEL = 'countersign_verification';

/** Whom a change concerns, for who follows more than one row. */
export const hintOf = {
  customer: (id: string) => `customer:${id}`,
  /** What this member of staff has in hand. */
  staff: (subject: string) => `staff:${subject}`,
  session: (id: string) => `session:${id}`,
  alarms: 'alarms',
} as const;

/** Listens to several hints at once. */
export function onAnyOf(
  notifications: Pick<Notifications, 'onChange'>,
  hints: readonly string[],
  listener: () => void,
): () => void {
  const stops = hints.map((hint) => notifications.onChange(hint, listener));
  return () => {
    for (const stop of stops) stop();
  };
}

/** Whether a hint is the id of what changed itself, and not of whom it concerns as well. */
export function isOfOneRow(hint: string): boolean {
  return !/^(customer|staff|session):/.test(hint);
}

/** Hands hints from the engine's one subscription to whoever listens in this process. */
export class NotificationHub implements Notifications {
  readonly #byId = new Map<string, Set<() => void>>();
  readonly #any = new Set<(id: string | undefined) => void>();

  onChange(id: string, listener: () => void): () => void {
    const listeners = this.#byId.get(id) ?? new Set();
    this.#byId.set(id, listeners.add(listener));
    return () => {
      listeners.delete(listener);
      if (listeners.size === 0 && this.#byId.get(id) === listeners) this.#byId.delete(id);
    };
  }

  onAny(listener: (id: string | undefined) => void): () => void {
    this.#any.add(listener);
    return () => this.#any.delete(listener);
  }

  /** @param id what changed, or whom it concerns; without it, anything may have changed */
  publish(id?: string): void {
    const listeners =
      id === undefined ? [...this.#byId.values()].flatMap((set) => [...set]) : this.#byId.get(id);
    for (const listener of listeners ?? []) listener();
    for (const listener of this.#any) listener(id);
  }
}
