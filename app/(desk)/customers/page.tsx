import { queryOf } from '@/components/lookup/address';
import { Lookup } from '@/components/lookup/lookup';
import { callReferenceIn } from '@/components/verification/call-reference-address';
import { searchCustomers } from '@/lib/customers/search';
import { SHORTEST_QUERY } from '@/lib/customers/view';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';

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
  const result =
    query.length >= SHORTEST_QUERY ? await searchCustomers(await server(), actor, query) : undefined;
  return (
    <>
      <title>Customers · Countersign</title>
      <h1 className="sr-only">Customers</h1>
      <Lookup initial={result ? { query, result } : null} callReference={callReferenceIn(address)} />
    </>
  );
}
