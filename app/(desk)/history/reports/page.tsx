import { redirect } from 'next/navigation';
import { FollowAlarms } from '@/components/alarms/follow-alarms';
import { ReportsFilterForm } from '@/components/alarms/reports-filter';
import { ReportsTable } from '@/components/alarms/reports-table';
import { countText } from '@/components/history/count-text';
import { ListNotes } from '@/components/history/list-notes';
import { Sections } from '@/components/history/sections';
import { Pages } from '@/components/ui/pages';
import { isFromForm, type PageParams, searchOf } from '@/components/web/search';
import { SearchedTooOften } from '@/components/web/searched-too-often';
import { type ReportsFilter, readReportsFilter, reportsQuery } from '@/lib/alarms/filter/view';
import { listReports } from '@/lib/alarms/list-reports';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';
import { say as history } from '@/messages/history/list';
import { say } from '@/messages/history/reports';
import { titleOf } from '@/messages/title';

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
      <SearchedTooOften title={say.title} message={found.tooMany} href={hrefOf(filter)}>
        <Sections here="reports" all />
      </SearchedTooOften>
    );
  }
  const { rows, older, tooManyCustomers } = found.value;
  const further = before !== undefined;
  return (
    <>
      <title>{titleOf(say.title, history.title)}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <Sections here="reports" all />
      {filter.customer === null ? <FollowAlarms /> : null}
      <p className="mb-4 max-w-prose text-ink-soft">{say.about}</p>
      <ReportsFilterForm filter={filter} />
      <ListNotes ignored={[]} tooManyCustomers={tooManyCustomers} what="reports" />
      <section aria-label={say.title}>
        <p role="status" className={rows.length > 0 ? 'mb-2 text-ink-soft text-sm' : 'sr-only'}>
          {countText(say.counts, rows.length, { more: older !== null, further })}
        </p>
        {rows.length > 0 ? (
          <ReportsTable caption={say.caption} rows={rows} />
        ) : (
          <p className="max-w-prose rounded-md border border-rule border-dashed px-5 py-6">
            {further ? say.nothing.older : reportsQuery(filter) === '' ? say.nothing.yet : say.nothing.filter}
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
