import Link from 'next/link';
import { redirect } from 'next/navigation';
import { AlarmsFilterForm } from '@/components/alarms/alarms-filter';
import { AlarmsTable } from '@/components/alarms/alarms-table';
import { FollowAlarms } from '@/components/alarms/follow-alarms';
import { NoAlarms } from '@/components/alarms/no-alarms';
import { ReportsTable } from '@/components/alarms/reports-table';
import { ListNotes } from '@/components/history/list-notes';
import { Pages } from '@/components/ui/pages';
import { isFromForm, type PageParams, searchOf } from '@/components/web/search';
import { SearchedTooOften } from '@/components/web/searched-too-often';
import { alarmsQuery, anyReport, readAlarmsFilter, reportsQuery } from '@/lib/alarms/filter/view';
import { listAlarms } from '@/lib/alarms/list-alarms';
import type { AlarmsFilter } from '@/lib/alarms/view';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';

interface Props {
  searchParams: Promise<PageParams>;
}

export default async function AlarmsPage({ searchParams }: Props) {
  const actor = await requireStaff('alarms.read');
  const given = searchOf(await searchParams);
  const filter = readAlarmsFilter(given);
  if (isFromForm(given)) redirect(hrefOf(filter));
  const before = given.get('before') ?? undefined;
  const found = await unlessTooMany(listAlarms(await server(), actor, filter, before));
  if ('tooMany' in found) {
    return <SearchedTooOften title="Alarms" message={found.tooMany} href={hrefOf(filter)} />;
  }
  const { rows, unknown, older, tooManyCustomers } = found.value;
  const standing = rows.filter(({ lifted }) => !lifted).length;
  return (
    <>
      <title>Alarms · Countersign</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">Alarms</h1>
      {filter.customer === null ? <FollowAlarms /> : null}
      <AlarmsFilterForm filter={filter} />
      <ListNotes ignored={[]} tooManyCustomers={tooManyCustomers} what="alarms" />
      {filter.state === 'unknown' ? null : (
        <section aria-label="Alarms">
          <p role="status" className={rows.length > 0 ? 'mb-2 text-ink-soft text-sm' : 'sr-only'}>
            {countText(rows.length, standing, older !== null)}
          </p>
          {rows.length > 0 ? (
            <AlarmsTable rows={rows} />
          ) : (
            <NoAlarms filter={filter} further={before !== undefined} />
          )}
          <Pages
            first={hrefOf(filter)}
            next={older && hrefOf(filter, older)}
            further={before !== undefined}
          />
        </section>
      )}
      {unknown.length > 0 || filter.state === 'unknown' ? (
        <section aria-labelledby="unknown-heading" className="mt-8">
          <h2 id="unknown-heading" className="font-semibold text-lg">
            Reports about nobody in the directory
          </h2>
          <p className="mt-0.5 mb-2 max-w-prose text-ink-soft">
            They raised no alarm. Somebody should find out whom they mean.
          </p>
          {unknown.length > 0 ? (
            <>
              <ReportsTable
                caption="Reports about nobody in the directory, newest first"
                rows={unknown.map((report) => ({ ...report, customer: null }))}
              />
              <p className="mt-2">
                <Link
                  href={`/history/reports?${reportsQuery({ ...anyReport, unknown: true })}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11"
                >
                  All of them
                </Link>
              </p>
            </>
          ) : (
            <p className="text-ink-soft">There are none.</p>
          )}
        </section>
      ) : null}
    </>
  );
}

function hrefOf(filter: AlarmsFilter, before?: string): string {
  const query = new URLSearchParams(alarmsQuery(filter));
  if (before) query.set('before', before);
  return query.size > 0 ? `/alarms?${query}` : '/alarms';
}

/** Those that stand are all on the first pages. */
function countText(count: number, standing: number, more: boolean): string {
  if (count === 0) return 'No alarms';
  const alarms = count === 1 ? '1 alarm' : `${count} alarms`;
  return `${more ? `The first ${alarms}` : alarms}, ${standing === 0 ? 'none stands' : `${standing} ${standing === 1 ? 'stands' : 'stand'}`}`;
}
