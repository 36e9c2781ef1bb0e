import { listSourceAccounts } from '@/lib/transfers/source-accounts';
import { noHead } from '@/lib/web/live';
import { notFromHere, route } from '@/lib/web/route';

/** The bank is asked and the look recorded: only for a page of ours, not for whoever links here. */
export const GET = route(async ({ deps, actor, request }) => {
  const site = request.headers.get('sec-fetch-site') ?? 'same-origin';
  if (site !== 'same-origin') throw notFromHere();
  const customerId = request.nextUrl.searchParams.get('customer') ?? '';
  return { accounts: (await listSourceAccounts(deps, actor, customerId)) ?? null };
});

export const HEAD = noHead;
