import { redirect } from 'next/navigation';
import { countText } from '@/components/history/count-text';
import { ExportLinks } from '@/components/history/export-links';
import { askedFor, filterHref } from '@/components/history/filter-address';
import { FilterChips } from '@/components/history/filter-chips';
import { FilterForm } from '@/components/history/filter-form';
import { HistoryTable } from '@/components/history/history-table';
import { ListNotes } from '@/components/history/list-notes';
import { NothingFound } from '@/components/history/nothing-found';
import { Paging } from '@/components/history/paging';
import { ProofLine } from '@/components/history/proof-line';
import { Results } from '@/components/history/results';
import { Sections } from '@/components/history/sections';
import type { PageParams } from '@/components/web/search';
import { SearchedTooOften } from '@/components/web/searched-too-often';
import type { StaffActor } from '@/lib/actor';
import { lastProof } from '@/lib/audit/last-proof';
import { can } from '@/lib/auth/permissions';
import { isAppError } from '@/lib/errors';
import { filterQuery, type HistoryFilter } from '@/lib/history/filter/view';
import { listHistory } from '@/lib/history/list';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';
import { say } from '@/messages/history/list';
import { titleOf } from '@/messages/title';

interface Props {
  searchParams: Promise<PageParams>;
}

const PATH = '/history';

export default async function HistoryPage({ searchParams }: Props) {
  const actor = await requireStaff('history.read');
  const params = await searchParams;
  const { filter: asked, ignored, moved } = askedFor(PATH, params);
  if (moved) redirect(moved);
  const before = typeof params.before === 'string' && params.before ? params.before : undefined;
  const all = can(actor, 'history.read_all');
  const title = all ? say.title : say.ownTitle;
  const found = await unlessTooMany(pageOf(actor, asked, before));
  if ('tooMany' in found) {
    return (
      <SearchedTooOften title={title} message={found.tooMany} href={filterHref(PATH, asked)}>
        <Sections here="list" all={all} query={filterQuery(asked)} />
      </SearchedTooOften>
    );
  }
  const { rows, older, filter, staff, tooManyCustomers, zone } = found.value;
  return (
    <>
      <title>{titleOf(title)}</title>
      <header className="mb-3 flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1">
        <h1 className="font-bold text-2xl tracking-tight">{title}</h1>
        {all ? <ProofLine proof={await lastProof(await server(), actor)} /> : null}
      </header>
      <Sections here="list" all={all} query={filterQuery(filter)} />
      <div className="grid grid-cols-[minmax(0,1fr)_auto]">
        <FilterForm action={PATH} filter={filter} staff={staff} zone={zone} />
        {can(actor, 'history.export') ? (
          <ExportLinks key={filterQuery(filter)} query={filterQuery(filter)} />
        ) : null}
      </div>
      <Results stage={filterQuery(filter)}>
        <FilterChips path={PATH} filter={filter} staff={staff} />
        <ListNotes ignored={ignored} tooManyCustomers={tooManyCustomers} />
        <p role="status" className={rows.length > 0 ? 'mt-3 mb-2 text-ink-soft text-sm' : 'sr-only'}>
          {countText(say.counts, rows.length, { more: older !== null, further: before !== undefined })}
        </p>
        {rows.length > 0 ? (
          <HistoryTable rows={rows} all={all} />
        ) : (
          <NothingFound filter={filter} staff={staff} all={all} further={before !== undefined} />
        )}
        <Paging filter={filter} older={older} further={before !== undefined} />
      </Results>
    </>
  );
}

/** A place in the history that never was is left for its beginning. */
async function pageOf(actor: StaffActor, filter: HistoryFilter, before: string | undefined) {
  try {
    return await listHistory(await server(), actor, filter, before);
  } catch (error) {
    if (before !== undefined && isAppError(error) && error.code === 'invalid_input')
      redirect(filterHref(PATH, filter));
    throw error;
  }
}
