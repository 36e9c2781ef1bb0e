/** Things to be taken in their order; whoever comes too early waits. */
export class Queue<T> {
  readonly #things: T[] = [];
  readonly #waiting: ((thing: T) => void)[] = [];

  put(thing: T): void {
    const waiting = this.#waiting.shift();
    if (waiting) waiting(thing);
    else this.#things.push(thing);
  }

  async take(): Promise<T> {
    const thing = this.#things.shift();
    return thing ?? new Promise((resolve) => this.#waiting.push(resolve));
  }
}
