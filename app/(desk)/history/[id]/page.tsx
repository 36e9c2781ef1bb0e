import Link from 'next/link';
import { EntryFacts } from '@/components/history/entry-facts';
import { EntryReports } from '@/components/history/entry-reports';
import { EntrySection } from '@/components/history/entry-section';
import { Messages } from '@/components/history/messages';
import { ProtocolFacts } from '@/components/history/protocol-facts';
import { isRemoved } from '@/components/history/removed';
import { Timeline } from '@/components/history/timeline';
import { TimesNote } from '@/components/history/times-note';
import { WhoSaw } from '@/components/history/who-saw';
import { can } from '@/lib/auth/permissions';
import { getHistoryEntry } from '@/lib/history/get';
import { server } from '@/lib/server';
import { orNotFound, requireStaff } from '@/lib/web/page';
import { say } from '@/messages/history/entry';
import { say as history } from '@/messages/history/list';
import { say as timeline } from '@/messages/history/timeline';
import { titleOf } from '@/messages/title';

interface Props {
  params: Promise<{ id: string }>;
}

export default async function HistoryEntryPage({ params }: Props) {
  const actor = await requireStaff('history.read');
  const { id } = await params;
  const entry = await orNotFound(getHistoryEntry(await server(), actor, id));
  return (
    <>
      <title>{titleOf(entry.customer.name, history.title)}</title>
      <p className="text-sm print:hidden">
        <Link
          href="/history"
          prefetch={false}
          className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          {can(actor, 'history.read_all') ? history.title : history.ownTitle}
        </Link>
      </p>
      <h1 className="wrap-anywhere mb-4 font-bold text-2xl tracking-tight">
        {isRemoved(entry.customer) ? say.titleRemoved : say.title({ customer: entry.customer.name })}
      </h1>
      <div className="grid items-start gap-5 xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)] print:grid-cols-1">
        <div className="space-y-5">
          <EntrySection title={say.result.heading}>
            <EntryFacts entry={entry} />
          </EntrySection>
          {entry.reports.length > 0 ? (
            <EntrySection title={say.reports.heading}>
              <EntryReports reports={entry.reports} mayOpen={can(actor, 'alarms.read')} />
            </EntrySection>
          ) : null}
          <EntrySection title={say.sent.heading}>
            <Messages entry={entry} />
          </EntrySection>
          <EntrySection title={say.whoSaw.heading}>
            <WhoSaw entry={entry} />
          </EntrySection>
          <EntrySection title={say.protocol.heading}>
            <ProtocolFacts entry={entry} />
          </EntrySection>
        </div>
        <EntrySection title={timeline.heading} framed={false}>
          <Timeline items={entry.timeline} />
        </EntrySection>
      </div>
      <TimesNote />
    </>
  );
}
