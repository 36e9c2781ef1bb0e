import { authorize } from '@/lib/auth/permissions';
import { watchTransfers } from '@/lib/transfers/watch';
import { liveStream, noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';

/** Says that some transfer changed, and nothing about it: lists are asked for with their own permissions. */
export const GET = route(async ({ deps, actor, request }) => {
  authorize(actor, 'transfers.read');
  const changes = watchTransfers(deps, request.signal);
  const message = (change: { at: string }) => ({ event: 'changed', id: change.at, data: change });
  return liveStream(deps, actor, changes, message, request.signal);
});

export const HEAD = noHead;
