import { openTopics } from '@/lib/web/events/topics';
import { liveStream, noHead } from '@/lib/web/live';
import { refusalIn, refuse } from '@/lib/web/refusals';
import { route } from '@/lib/web/route';

/** All that the tabs of a browser follow, in one stream: browsers open six connections to one server and no more. */
export const GET = route(async ({ deps, actor, request }) => {
  // Refusals are answers with a status, so they come before the stream begins.
  const { headers, nextUrl } = request;
  const { sources, refused } = await openTopics(deps, actor, nextUrl.searchParams);
  for (const error of refused) {
    const refusal = refusalIn(error);
    if (refusal) refuse(deps, refusal, { door: 'route', address: nextUrl.pathname, headers, actor });
  }
  return liveStream(deps, actor, sources, request.signal);
});

export const HEAD = noHead;
