import { newestCheckpoint } from '@/lib/audit/export';
import { AppError } from '@/lib/errors';
import { dayOf } from '@/lib/history/period';
import { download } from '@/lib/web/download';
import { route } from '@/lib/web/route';
import { textFile } from '@/lib/web/text-file';
import { say } from '@/messages/audit';

/** The newest signed state of the chain, to be kept elsewhere. */
export const GET = route(async ({ deps, actor, request }) => {
  const jws = await newestCheckpoint(deps, actor);
  if (!jws) throw new AppError('not_found', say.elsewhere.nothingSigned);
  const name = `countersign-checkpoint-${dayOf(deps.clock.now(), deps.env.TIME_ZONE)}.jws`;
  return download(textFile(name, 'application/jose', [`${jws}\n`]), request.signal);
});
