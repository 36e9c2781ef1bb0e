import { getSensitiveData } from '@/lib/customers/sensitive-data';
import { route } from '@/lib/web/route';

export const GET = route<{ id: string }>(({ deps, actor, params }) =>
  getSensitiveData(deps, actor, params.id),
);
