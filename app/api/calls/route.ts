import { listOpenCalls } from '@/lib/verification/open-calls';
import { route } from '@/lib/web/route';

export const GET = route(async ({ deps, actor }) => ({
  calls: await listOpenCalls(deps, actor),
  now: deps.clock.now().toISOString(),
}));
