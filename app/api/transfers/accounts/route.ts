import { listSourceAccounts } from '@/lib/transfers/source-accounts';
import { route } from '@/lib/web/route';

export const GET = route(async ({ deps, actor, request }) => {
  const customerId = request.nextUrl.searchParams.get('customer') ?? '';
  return { accounts: (await listSourceAccounts(deps, actor, customerId)) ?? null };
});
