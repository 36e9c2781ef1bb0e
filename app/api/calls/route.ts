import { listOpenCalls } from '@/lib/verification/open-calls';
import { route } from '@/lib/web/route';

/** What the stream of events tells as `calls`, for who cannot hear it. */
export const GET = route(({ deps, actor }) => listOpenCalls(deps, actor));
