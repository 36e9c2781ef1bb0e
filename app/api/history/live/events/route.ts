import { watchLive } from '@/lib/history/live/watch';
import { liveStream, noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';

export const GET = route(async ({ deps, actor, request }) => {
  const views = watchLive(deps, actor, request.signal);
  return liveStream(
    deps,
    actor,
    views,
    (view) => ({ event: 'live', id: view.now, data: view }),
    request.signal,
  );
});

export const HEAD = noHead;
