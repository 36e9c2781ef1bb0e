import type { StaffActor } from '../actor';
import type { Server } from '../server';
import { eventStream } from './sse';

interface Message {
  readonly event: string;
  readonly id: string | number;
  readonly data: unknown;
}

/** A stream of events for one person, which ends with the session it was opened in. */
export function liveStream<T>(
  deps: Server,
  actor: StaffActor,
  source: AsyncIterable<T>,
  message: (item: T) => Message,
  signal: AbortSignal,
): Response {
  async function* messages() {
    for await (const item of source) {
      // The stream may outlive the session it was opened with.
      if (!(await deps.sessions.isLive(actor.sessionId, deps.clock.now()))) return;
      yield message(item);
    }
  }
  return eventStream(messages(), signal);
}

/** Next.js would run GET for it, and nobody would ever read the stream. */
export function noHead(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}
