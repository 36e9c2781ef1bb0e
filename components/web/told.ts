/** What was told last, and when this browser heard it. */
export class Told<V> {
  readonly #value: V;
  readonly #heardAt = Date.now();

  constructor(value: V) {
    this.#value = value;
  }

  /** The same as if it were told only now: the server's clock in it (`now`, at any depth) has gone on. */
  get value(): V {
    return later(this.#value, Date.now() - this.#heardAt) as V;
  }
}

function later(value: unknown, ms: number): unknown {
  if (typeof value !== 'object' || value === null || ms <= 0) return value;
  if (Array.isArray(value)) return value.map((each) => later(each, ms));
  return Object.fromEntries(
    Object.entries(value).map(([key, member]) => [
      key,
      key === 'now' && typeof member === 'string'
        ? new Date(Date.parse(member) + ms).toISOString()
        : later(member, ms),
    ]),
  );
}
