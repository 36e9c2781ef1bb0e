import { exportTrail } from '@/lib/audit/export';
import { AppError } from '@/lib/errors';
import { readFilter } from '@/lib/history/filter/view';
import { dayOf, instantsOf } from '@/lib/history/period';
import { download } from '@/lib/web/download';
import { noHead } from '@/lib/web/live';
import { route } from '@/lib/web/route';
import { textFile } from '@/lib/web/text-file';
import { say } from '@/messages/audit';

/** The audit trail, whole or from a day on (`from`), to be proved elsewhere. */
export const GET = route(async ({ deps, actor, request }) => {
  const { filter, ignored } = readFilter(request.nextUrl.searchParams);
  // A file must not quietly hold more than was meant.
  if (ignored.length > 0) throw new AppError('invalid_input', say.elsewhere.notADate({ fields: ignored }));
  const now = deps.clock.now();
  const { from } = instantsOf(filter.period, deps.env.TIME_ZONE, now);
  const lines = await exportTrail(deps, actor, from);
  const name = `countersign-audit-${dayOf(now, deps.env.TIME_ZONE)}.jsonl`;
  return download(textFile(name, 'application/jsonl; charset=utf-8', lines), request.signal);
});

export const HEAD = noHead;
