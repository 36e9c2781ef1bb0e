/**
 * Port: hints that something in the database changed. A hint may be lost or come twice, so who listens
 * re-reads. `onAny` also fires without an id after a lost connection: anything may have changed.
 */
export interface Notifications {
  onChange(id: string, listener: () => void): () => void;
  onAny(listener: (id: string | undefined) => void): () => void;
}

/** The channel every change of a verification or transfer is announced on, with its id as payload. */
export const CHANNEL = 'countersign_verification';

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

  /** @param id the verification or transfer that changed; without it, all of them may have */
  publish(id?: string): void {
    const listeners =
      id === undefined ? [...this.#byId.values()].flatMap((set) => [...set]) : this.#byId.get(id);
    for (const listener of listeners ?? []) listener();
    for (const listener of this.#any) listener(id);
  }
}
