import { proveNow, trailStatus } from '@/lib/audit/status';
import { route } from '@/lib/web/route';

export const GET = route(({ deps, actor }) => trailStatus(deps, actor));

export const POST = route(({ deps, actor }) => proveNow(deps, actor));
