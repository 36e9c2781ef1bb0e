import { searchCustomers } from '@/lib/customers/search';
import { route } from '@/lib/web/route';

export const GET = route(({ deps, actor, request }) =>
  searchCustomers(deps, actor, request.nextUrl.searchParams.get('q') ?? ''),
);
