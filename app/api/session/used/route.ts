import { route } from '@/lib/web/route';

/** Somebody pressed or typed something in a page of this session. */
export const POST = route(async ({ deps, actor }) => {
  await deps.sessions.used(actor.sessionId, deps.clock.now());
  return {};
});
