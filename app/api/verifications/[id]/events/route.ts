import { findWatchable } from '@/lib/verification/find';
import { watch } from '@/lib/verification/watch';
import { route } from '@/lib/web/route';
import { eventStream } from '@/lib/web/sse';

export const GET = route<{ id: string }>(async ({ deps, actor, params, request }) => {
  // Refusals are answers with a status, so they come before the stream begins.
  await findWatchable(deps, actor, params.id);
  const since = Number(request.headers.get('last-event-id')) || 0;
  const snapshots = watch(deps, actor, params.id, request.signal, since);

  async function* messages() {
    for await (const view of snapshots) {
      // The stream may outlive the session it was opened with.
      if (!(await deps.sessions.isLive(actor.sessionId, deps.clock.now()))) return;
      yield { event: 'snapshot', id: view.version, data: view };
    }
  }
  return eventStream(messages(), request.signal);
});

/** Next.js would run GET for it, and nobody would ever read the stream. */
export function HEAD(): Response {
  return new Response(null, { status: 405, headers: { allow: 'GET' } });
}
