import { getAlarm } from '@/lib/alarms/get-alarm';
import { route } from '@/lib/web/route';

/** An alarm whose page is open already: asked again when something changed. */
export const GET = route<{ id: string }>(({ deps, actor, params }) => getAlarm(deps, actor, params.id));
