import { openTopics } from '@/lib/web/events/topics';
import { liveStream, noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';

/** All that a page follows, in one stream: browsers open six connections to one server and no more. */
export const GET = route(async ({ deps, actor, request }) => {
  // Refusals are answers with a status, so they come before the stream begins.
  const sources = await openTopics(deps, actor, request.nextUrl.searchParams);
  return liveStream(deps, actor, sources, request.signal);
});

export const HEAD = noHead;
