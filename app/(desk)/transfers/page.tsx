import { listingOf, listingQuery } from '@/components/transfers/list-address';
import { TransferList } from '@/components/transfers/transfer-list';
import type { StaffActor } from '@/lib/actor';
import { can } from '@/lib/auth/permissions';
import { server } from '@/lib/server';
import { listTransfers } from '@/lib/transfers/list';
import type { TransferListName } from '@/lib/transfers/view';
import { requireStaff } from '@/lib/web/page';
import { titleOf } from '@/messages/title';
import { say } from '@/messages/transfers/list';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function TransfersPage({ searchParams }: Props) {
  const actor = await requireStaff('transfers.read');
  const params = await searchParams;
  const lists = listsFor(actor);
  const listing = listingOf(
    {
      get: (name) => {
        const value = params[name];
        return (Array.isArray(value) ? value[0] : value) ?? null;
      },
    },
    lists[0],
  );
  const { list, status, text } = listing;
  const result = await listTransfers(await server(), actor, { list, status: status ?? undefined, text });
  return (
    <>
      <title>{titleOf(say.title)}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <TransferList lists={lists} initial={{ query: listingQuery(listing), result }} />
    </>
  );
}

/** The first is where this person's work is. */
function listsFor(actor: StaffActor): [TransferListName, ...TransferListName[]] {
  const waiting: [TransferListName, TransferListName] = ['second', 'reconcile'];
  const all: TransferListName[] = can(actor, 'transfers.read_all') ? ['all'] : [];
  if (can(actor, 'transfer.enter')) return ['mine', ...waiting, ...all];
  // Nothing waits for those who only read.
  return can(actor, 'transfer.agree') ? [...waiting, ...all] : ['all', ...waiting];
}
