import { redirect } from 'next/navigation';
import { countText } from '@/components/history/count-text';
import { Chips } from '@/components/history/filter-chips';
import { ListNotes } from '@/components/history/list-notes';
import { Results } from '@/components/history/results';
import { Sections } from '@/components/history/sections';
import { askedForEvents, securityHref } from '@/components/history/security/address';
import { EventsFilter } from '@/components/history/security/events-filter';
import { EventsTable } from '@/components/history/security/events-table';
import { whatIsSet } from '@/components/history/security/words';
import { Pages } from '@/components/ui/pages';
import type { PageParams } from '@/components/web/search';
import type { StaffActor } from '@/lib/actor';
import { isAppError } from '@/lib/errors';
import { listSecurityEvents } from '@/lib/history/security/list';
import { anyEvent, type SecurityFilter, securityQuery } from '@/lib/history/security/view';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';
import { say as history } from '@/messages/history/list';
import { say } from '@/messages/history/security';
import { titleOf } from '@/messages/title';

interface Props {
  searchParams: Promise<PageParams>;
}

export default async function SecurityPage({ searchParams }: Props) {
  const actor = await requireStaff('history.read_all');
  const params = await searchParams;
  const { filter, ignored, moved } = askedForEvents(params);
  if (moved) redirect(moved);
  const before = typeof params.before === 'string' && params.before ? params.before : undefined;
  const { events, older, staff, zone } = await pageOf(actor, filter, before);
  const set = whatIsSet(filter, staff);
  return (
    <>
      <title>{titleOf(say.title, history.title)}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <Sections here="security" all />
      <p className="mb-4 max-w-prose text-ink-soft">{say.about}</p>
      <EventsFilter filter={filter} staff={staff} zone={zone} />
      <Results stage={securityQuery(filter)} label={say.events}>
        <Chips
          chips={set.map(({ label, without }) => ({ label, href: securityHref(without) }))}
          clear={securityHref(anyEvent)}
        />
        <ListNotes ignored={ignored} tooManyCustomers={false} />
        <p role="status" className={events.length > 0 ? 'mt-3 mb-2 text-ink-soft text-sm' : 'sr-only'}>
          {countText(say.counts, events.length, { more: older !== null, further: before !== undefined })}
        </p>
        {events.length > 0 ? (
          <EventsTable events={events} />
        ) : (
          <p className="mt-3 max-w-prose rounded-md border border-rule border-dashed px-5 py-6">
            {nothingText(set.length, before !== undefined)}
          </p>
        )}
        <Pages
          first={securityHref(filter)}
          next={older && securityHref(filter, { before: older })}
          further={before !== undefined}
        />
      </Results>
    </>
  );
}

/** A place in the list that never was is left for its beginning. */
async function pageOf(actor: StaffActor, filter: SecurityFilter, before: string | undefined) {
  try {
    return await listSecurityEvents(await server(), actor, filter, before);
  } catch (error) {
    if (before !== undefined && isAppError(error) && error.code === 'invalid_input')
      redirect(securityHref(filter));
    throw error;
  }
}

function nothingText(set: number, further: boolean): string {
  if (further) return say.nothing.older;
  return set > 0 ? say.nothing.filter : say.nothing.yet;
}
