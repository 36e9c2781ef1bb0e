import { getExport } from '@/lib/history/export/progress';
import { route } from '@/lib/web/route';

export const GET = route<{ id: string }>(({ deps, actor, params }) => getExport(deps, actor, params.id));
