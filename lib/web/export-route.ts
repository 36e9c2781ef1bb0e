import { say } from '@/messages/errors';
import { AppError } from '../errors';
import { exportHistory } from '../history/export/export';
import type { ExportFormat } from '../history/export/format';
import { readFilter } from '../history/filter/view';
import { download } from './download';
import { route } from './route';

/** The history an address names, as a file. */
export function exportRoute(format: ExportFormat) {
  return route(async ({ deps, actor, request }) => {
    const { searchParams } = request.nextUrl;
    const { filter, ignored } = readFilter(searchParams);
    // A page shows what it left out of a filter. A file would quietly hold more than was meant.
    if (ignored.length > 0) {
      throw new AppError('invalid_input', say.notFiltered({ fields: ignored }));
    }
    const file = await exportHistory(deps, actor, filter, format, searchParams.get('export') ?? undefined);
    return download(file, request.signal);
  });
}
