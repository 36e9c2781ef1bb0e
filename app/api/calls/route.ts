import { listOpenCalls } from '@/lib/verification/open-calls';
import { route } from '@/lib/web/route';

/** What the stream of events tells as `calls`, for who cannot hear it but has a page open all the same. */
export const GET = route(({ deps, actor }) => {
  deps.presence.seen(actor.subject);
  return listOpenCalls(deps, actor);
});
