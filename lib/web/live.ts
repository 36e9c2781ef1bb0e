import type { StaffActor } from '../actor';
import { isLive, sessionEnd } from '../auth/session-end';
import { RELEASE } from '../release/view';
import type { Server } from '../server';
import { merge } from './events/merge';
import type { Source } from './events/topics';
import type { TopicEvent } from './events/view';
import { eventStream } from './sse';

/**
 * What is told of several topics as one stream of events, for one person. It ends with the session it was opened in,
 * also while there is nothing to tell.
 *
 * @param gone the request's signal
 */
export function liveStream(
  deps: Server,
  actor: StaffActor,
  sources: readonly Source[],
  gone: AbortSignal,
): Response {
  const over = new AbortController();
  const leave = deps.presence.enter(actor.subject);
  let isReplaced = false;
  const free = deps.streams.enter(actor.sessionId, () => {
    isReplaced = true;
    over.abort();
  });
  const stop = () => {
    leave();
    free();
    over.abort();
  };
  gone.addEventListener('abort', stop, { once: true });
  if (gone.aborted) stop();
  // Who cannot be told that the session lives is told nothing either; the browser asks again.
  void sessionEnd(deps, actor.sessionId, over.signal).then(stop, stop);

  async function* messages() {
    const events = merge(
      sources.map((source) => source(over.signal)),
      over.signal,
    );
    try {
      for await (const data of events) {
        // Nothing is told to somebody who has signed out, not even what was on its way.
        // The beat says nothing of anybody, and would ask for each of them.
        if (data.topic !== 'desk' && !(await isLive(deps, actor.sessionId))) return;
        yield { event: data.topic.replace(/:.*$/s, ''), data };
      }
      if (isReplaced) yield { event: 'desk', data: replaced(deps.clock.now()) };
    } finally {
      gone.removeEventListener('abort', stop);
      stop();
    }
  }

  const running = messages();
  return eventStream(
    {
      next: () => running.next(),
      // It may be waiting for something to tell, where only this reaches it.
      return: () => {
        stop();
        return running.return();
      },
    },
    gone,
  );
}

function replaced(now: Date): TopicEvent {
  return { topic: 'desk', value: { release: RELEASE, at: now.toISOString(), isOver: true } };
}

/** Next.js would run GET for it, and nobody would ever read the stream. */
export function noHead(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}
