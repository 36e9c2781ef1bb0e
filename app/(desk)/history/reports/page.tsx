import { redirect } from 'next/navigation';
import { FollowAlarms } from '@/components/alarms/follow-alarms';
import { ReportsFilterForm } from '@/components/alarms/reports-filter';
import { ReportsTable } from '@/components/alarms/reports-table';
import { ListNotes } from '@/components/history/list-notes';
import { Sections } from '@/components/history/sections';
import { Pages } from '@/components/ui/pages';
import { isFromForm, type PageParams, searchOf } from '@/components/web/search';
import { SearchedTooOften } from '@/components/web/searched-too-often';
import { type ReportsFilter, readReportsFilter, reportsQuery } from '@/lib/alarms/filter/view';
import { listReports } from '@/lib/alarms/list-reports';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';

interface Props {
  searchParams: Promise<PageParams>;
}

export default async function ReportsPage({ searchParams }: Props) {
  const actor = await requireStaff('alarms.read');
  const given = searchOf(await searchParams);
  const filter = readReportsFilter(given);
  if (isFromForm(given)) redirect(hrefOf(filter));
  const before = given.get('before') ?? undefined;
  const found = await unlessTooMany(listReports(await server(), actor, filter, before));
  if ('tooMany' in found) {
    return (
      <SearchedTooOften title="Reports" message={found.tooMany} href={hrefOf(filter)}>
        <Sections here="reports" all />
      </SearchedTooOften>
    );
  }
  const { rows, older, tooManyCustomers } = found.value;
  const further = before !== undefined;
  return (
    <>
      <title>Reports · History · Countersign</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">Reports</h1>
      <Sections here="reports" all />
      {filter.customer === null ? <FollowAlarms /> : null}
      <p className="mb-4 max-w-prose text-ink-soft">
        Whenever somebody said that a caller is not the customer: with a verification or without, and whether
        or not it raised an alarm.
      </p>
      <ReportsFilterForm filter={filter} />
      <ListNotes ignored={[]} tooManyCustomers={tooManyCustomers} what="reports" />
      <section aria-label="Reports">
        <p role="status" className={rows.length > 0 ? 'mb-2 text-ink-soft text-sm' : 'sr-only'}>
          {countText(rows.length, older !== null, further)}
        </p>
        {rows.length > 0 ? (
          <ReportsTable caption="Reports, newest first" rows={rows} />
        ) : (
          <p className="max-w-prose rounded-md border border-rule border-dashed px-5 py-6">
            {further
              ? 'There is nothing older than this.'
              : reportsQuery(filter) === ''
                ? 'Nobody has reported anything yet.'
                : 'No report matches this filter.'}
          </p>
        )}
        <Pages first={hrefOf(filter)} next={older && hrefOf(filter, older)} further={further} />
      </section>
    </>
  );
}

function hrefOf(filter: ReportsFilter, before?: string): string {
  const query = new URLSearchParams(reportsQuery(filter));
  if (before) query.set('before', before);
  return query.size > 0 ? `/history/reports?${query}` : '/history/reports';
}

function countText(count: number, older: boolean, further: boolean): string {
  if (count === 0) return 'No reports';
  const reports = count === 1 ? '1 report' : `${count} reports`;
  if (further) return older ? `${reports} further back` : `The oldest ${reports}`;
  return older ? `The newest ${reports}` : reports;
}
