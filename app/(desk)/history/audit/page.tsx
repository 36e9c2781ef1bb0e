import { TrailDesk } from '@/components/history/audit/trail-desk';
import { Sections } from '@/components/history/sections';
import { trailStatus } from '@/lib/audit/status';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';
import { say } from '@/messages/audit';

export default async function AuditTrailPage() {
  const actor = await requireStaff('history.read_all');
  return (
    <>
      <title>{say.tab}</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">{say.title}</h1>
      <Sections here="audit" all />
      <p className="mb-4 max-w-prose text-ink-soft">{say.intro}</p>
      <TrailDesk initial={await trailStatus(await server(), actor)} />
    </>
  );
}
