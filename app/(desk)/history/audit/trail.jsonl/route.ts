import { exportTrail } from '@/lib/audit/export';
import { readFilter } from '@/lib/history/filter/view';
import { dayOf, instantsOf } from '@/lib/history/period';
import { download } from '@/lib/web/download';
import { noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';
import { textFile } from '@/lib/web/text-file';

/** The audit trail, whole or from a day on (`from`), to be proved elsewhere. */
export const GET = route(async ({ deps, actor, request }) => {
  const { filter } = readFilter(request.nextUrl.searchParams);
  const now = deps.clock.now();
  const { from } = instantsOf(filter.period, deps.env.TIME_ZONE, now);
  const lines = await exportTrail(deps, actor, from);
  const name = `countersign-audit-${dayOf(now, deps.env.TIME_ZONE)}.jsonl`;
  return download(textFile(name, 'application/jsonl; charset=utf-8', lines), request.signal);
});

export const HEAD = noHead;
