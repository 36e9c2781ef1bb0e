import { findWatchable } from '@/lib/verification/find';
import { watch } from '@/lib/verification/watch';
import { liveStream, noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';

export const GET = route<{ id: string }>(async ({ deps, actor, params, request }) => {
  // Refusals are answers with a status, so they come before the stream begins.
  await findWatchable(deps, actor, params.id);
  const since = Number(request.headers.get('last-event-id')) || 0;
  const snapshots = watch(deps, actor, params.id, request.signal, since);
  const message = (view: { version: number }) => ({ event: 'snapshot', id: view.version, data: view });
  return liveStream(deps, actor, snapshots, message, request.signal);
});

export const HEAD = noHead;
