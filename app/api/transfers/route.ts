import { z } from 'zod';
import { listTransfers } from '@/lib/transfers/list';
import { transferLists, transferStatuses } from '@/lib/transfers/view';
import { route } from '@/lib/web/route';

/** What an address says that nobody wrote is ignored. */
const query = z.object({
  list: z.enum(transferLists).catch('mine'),
  status: z.enum(transferStatuses).optional().catch(undefined),
  text: z
    .string()
    .max(100)
    .refine((text) => !text.includes('\0'))
    .optional()
    .catch(undefined),
});

export const GET = route(async ({ deps, actor, request }) => {
  const { searchParams } = request.nextUrl;
  const text = searchParams.get('q') ?? undefined;
  return listTransfers(deps, actor, query.parse({ ...Object.fromEntries(searchParams), text }));
});
