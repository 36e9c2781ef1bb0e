import { findVisible } from '@/lib/transfers/find';
import { watchTransfer } from '@/lib/transfers/watch';
import { liveStream, noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';

export const GET = route<{ id: string }>(async ({ deps, actor, params, request }) => {
  // Refusals are answers with a status, so they come before the stream begins.
  await findVisible(deps, actor, params.id);
  const snapshots = watchTransfer(deps, actor, params.id, request.signal);
  const message = (view: { version: number }) => ({ event: 'transfer', id: view.version, data: view });
  return liveStream(deps, actor, snapshots, message, request.signal);
});

export const HEAD = noHead;
