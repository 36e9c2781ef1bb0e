import type { Endpoint, Failure } from './provider-double';

/** The failures a test ordered, endpoint by endpoint. */
export class Failures {
  readonly #ordered = new Map<Endpoint, Failure[]>();

  order(endpoint: Endpoint, failure: Failure, times = 1): void {
    const before = this.#ordered.get(endpoint) ?? [];
    this.#ordered.set(endpoint, [...before, ...Array<Failure>(times).fill(failure)]);
  }

  /** What the next request to the endpoint meets with, if anything. */
  next(endpoint: Endpoint | undefined): Failure | undefined {
    return endpoint && this.#ordered.get(endpoint)?.shift();
  }
}
