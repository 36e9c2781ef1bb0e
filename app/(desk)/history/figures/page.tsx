import { redirect } from 'next/navigation';
import { Figures } from '@/components/history/figures/figures';
import { PeriodLinks } from '@/components/history/figures/period-links';
import { askedFor, filterHref } from '@/components/history/filter-address';
import { FilterChips } from '@/components/history/filter-chips';
import { FilterForm } from '@/components/history/filter-form';
import { ListNotes } from '@/components/history/list-notes';
import { Sections } from '@/components/history/sections';
import type { PageParams } from '@/components/web/search';
import { SearchedTooOften } from '@/components/web/searched-too-often';
import { getFigures } from '@/lib/history/figures/get';
import { filterQuery, type HistoryFilter } from '@/lib/history/filter/view';
import { server } from '@/lib/server';
import { requireStaff, unlessTooMany } from '@/lib/web/page';
import { say } from '@/messages/figures';

interface Props {
  searchParams: Promise<PageParams>;
}

const PATH = '/history/figures';

export default async function FiguresPage({ searchParams }: Props) {
  const actor = await requireStaff('history.read_all');
  const { filter: asked, ignored, moved } = askedFor(PATH, await searchParams);
  if (moved) redirect(moved);
  // Not in the address: who goes on to the list from here has not asked for seven days only.
  const filter: HistoryFilter = { ...asked, period: asked.period ?? { preset: '7d' } };
  const found = await unlessTooMany(getFigures(await server(), actor, filter));
  if ('tooMany' in found) {
    return (
      <SearchedTooOften title={say.title} message={found.tooMany} href={filterHref(PATH, asked)}>
        <Sections here="figures" all query={filterQuery(asked)} />
      </SearchedTooOften>
    );
  }
  const figures = found.value;
  const { staff } = figures;
  return (
    <>
      <title>{say.tab}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <Sections here="figures" all query={filterQuery(asked)} />
      <div className="grid gap-y-3 sm:grid-cols-[minmax(0,1fr)_auto]">
        <FilterForm
          action={PATH}
          filter={asked}
          staff={staff}
          zone={figures.zone}
          anyTime={say.usualPeriod}
        />
        <div className="row-start-2 sm:col-start-2 sm:row-start-1">
          <PeriodLinks filter={filter} />
        </div>
      </div>
      <FilterChips path={PATH} filter={asked} staff={staff} />
      <ListNotes ignored={ignored} tooManyCustomers={figures.tooManyCustomers} />
      <Figures figures={figures} filter={filter} />
    </>
  );
}
