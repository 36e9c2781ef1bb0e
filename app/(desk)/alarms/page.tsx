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
import { say } from '@/messages/alarms';
import { titleOf } from '@/messages/title';

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
    return <SearchedTooOften title={say.title} message={found.tooMany} href={hrefOf(filter)} />;
  }
  const { rows, unknown, older, tooManyCustomers } = found.value;
  const standing = rows.filter(({ lifted }) => !lifted).length;
  return (
    <>
      <title>{titleOf(say.title)}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      {filter.customer === null ? <FollowAlarms /> : null}
      <AlarmsFilterForm filter={filter} />
      <ListNotes ignored={[]} tooManyCustomers={tooManyCustomers} what="alarms" />
      {filter.state === 'unknown' ? null : (
        <section aria-label={say.title}>
          <p role="status" className={rows.length > 0 ? 'mb-2 text-ink-soft text-sm' : 'sr-only'}>
            {say.list.counted({ alarms: rows.length, standing, more: older !== null })}
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
            {say.unknown.title}
          </h2>
          <p className="mt-0.5 mb-2 max-w-prose text-ink-soft">{say.unknown.advice}</p>
          {unknown.length > 0 ? (
            <>
              <ReportsTable
                caption={say.unknown.caption}
                rows={unknown.map((report) => ({ ...report, customer: null }))}
              />
              <p className="mt-2">
                <Link
                  href={`/history/reports?${reportsQuery({ ...anyReport, unknown: true })}`}
                  prefetch={false}
                  className="inline-flex min-h-6 items-center text-seal text-sm underline decoration-seal/40 underline-offset-2 hover:decoration-seal pointer-coarse:min-h-11"
                >
                  {say.unknown.all}
                </Link>
              </p>
            </>
          ) : (
            <p className="text-ink-soft">{say.unknown.none}</p>
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
