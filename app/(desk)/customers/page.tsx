import { queryOf } from '@/components/lookup/address';
import { Lookup } from '@/components/lookup/lookup';
import { searchCustomers } from '@/lib/customers/search';
import { isEnough } from '@/lib/customers/view';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';
import { say } from '@/messages/lookup';
import { titleOf } from '@/messages/title';

interface Props {
  searchParams: Promise<Record<string, string | string[] | undefined>>;
}

export default async function LookupPage({ searchParams }: Props) {
  const actor = await requireStaff('customers.read');
  const params = await searchParams;
  const address = {
    get: (name: string) => {
      const value = params[name];
      return (Array.isArray(value) ? value[0] : value) ?? null;
    },
  };
  const query = queryOf(address);
  const found = isEnough(query)
    ? await unlessTooMany(searchCustomers(await server(), actor, query))
    : undefined;
  // Who searched too often hears it from the lookup itself, which asks once more.
  const initial = found && 'value' in found ? { query, result: found.value } : null;
  return (
    <>
      <title>{titleOf(say.title)}</title>
      <h1 className="sr-only">{say.title}</h1>
      <Lookup initial={initial} />
    </>
  );
}
