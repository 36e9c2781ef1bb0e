import Link from 'next/link';
import { EntryFacts } from '@/components/history/entry-facts';
import { Timeline } from '@/components/history/timeline';
import { getHistoryEntry } from '@/lib/history/get';
import { server } from '@/lib/server';
import { orNotFound, requireStaff } from '@/lib/web/page';

interface Props {
  params: Promise<{ id: string }>;
}

export default async function HistoryEntryPage({ params }: Props) {
  const actor = await requireStaff('history.read');
  const { id } = await params;
  const entry = await orNotFound(getHistoryEntry(await server(), actor, id));
  return (
    <>
      <title>{`${entry.customer.name} · History · Countersign`}</title>
      <p className="text-sm">
        <Link
          href="/history"
          prefetch={false}
          className="inline-block min-h-6 text-seal underline decoration-seal/40 underline-offset-2 hover:decoration-seal"
        >
          History
        </Link>
      </p>
      <h1 className="mb-4 font-bold text-2xl tracking-tight">Verification of {entry.customer.name}</h1>
      <div className="grid items-start gap-5 2xl:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
        <EntryFacts entry={entry} />
        <section aria-labelledby="timeline-heading">
          <h2 id="timeline-heading" className="mb-2 font-semibold text-lg 2xl:sr-only">
            What was recorded
          </h2>
          <Timeline items={entry.timeline} />
        </section>
      </div>
    </>
  );
}
