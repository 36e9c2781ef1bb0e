/** More browsers than anybody works with at once in one session: each has one stream for all its tabs. */
const MOST_STREAMS = 10;

/** The streams a node has open, by session. Where there are too many of one the oldest is told and closed. */
export class StreamLimit {
  readonly #open = new Map<string, Set<() => void>>();

  /**
   * @param close ends the stream, after telling it why
   * @returns to be called when it has ended
   */
  enter(session: string, close: () => void): () => void {
    const streams = this.#open.get(session) ?? new Set();
    this.#open.set(session, streams);
    streams.add(close);
    const [oldest] = streams;
    if (streams.size > MOST_STREAMS && oldest) {
      streams.delete(oldest);
      oldest();
    }
    return () => {
      streams.delete(close);
      if (streams.size === 0 && this.#open.get(session) === streams) this.#open.delete(session);
    };
  }
}
