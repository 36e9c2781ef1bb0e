import { TrailDesk } from '@/components/history/audit/trail-desk';
import { Sections } from '@/components/history/sections';
import { trailStatus } from '@/lib/audit/status';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';

export default async function AuditTrailPage() {
  const actor = await requireStaff('history.read_all');
  return (
    <>
      <title>Audit trail · History · Countersign</title>
      <h1 className="mb-3 font-bold text-2xl tracking-tight">Audit trail</h1>
      <Sections here="audit" all />
      <p className="mb-4 max-w-prose text-ink-soft">
        Everything anybody did here is one record in a chain: each carries the hash of all before it, and the
        newest end is signed with a key that is not in the database. What is changed afterwards no longer
        fits.
      </p>
      <TrailDesk initial={await trailStatus(await server(), actor)} />
    </>
  );
}
