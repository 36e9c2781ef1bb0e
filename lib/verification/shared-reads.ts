/**
 * One read for all who ask for the same thing at once: the streams of one session follow the same customers, and a hint
 * wakes them all in one moment.
 */
export class SharedReads {
  /** Not begun yet: who asks for one may join. */
  readonly #next = new Map<string, Promise<unknown>>();
  readonly #running = new Map<string, Promise<unknown>>();

  /**
   * What `read` answers. It begins after this call, so that whatever the caller knows to have happened is in it; while
   * another of the same key runs, it waits for that one to be over.
   *
   * @param key everything the answer depends on, who asks included
   */
  read<T>(key: string, read: () => Promise<T>): Promise<T> {
    // The key's contract: all who use it read the same.
    const joined = this.#next.get(key) as Promise<T> | undefined;
    if (joined) return joined;
    const next = this.#after(key, read);
    this.#next.set(key, next);
    return next;
  }

  async #after<T>(key: string, read: () => Promise<T>): Promise<T> {
    await this.#running.get(key)?.catch(() => undefined);
    this.#next.delete(key);
    const running = read();
    this.#running.set(key, running);
    try {
      return await running;
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key);
    }
  }
}
