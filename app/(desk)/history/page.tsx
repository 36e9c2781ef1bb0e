import { HistoryTable } from '@/components/history/history-table';
import { listHistory } from '@/lib/history/list';
import { server } from '@/lib/server';
import { requireStaff } from '@/lib/web/page';

export default async function HistoryPage() {
  const actor = await requireStaff('history.read');
  const rows = await listHistory(await server(), actor);
  return (
    <>
      <title>History · Countersign</title>
      <h1 className="font-bold text-2xl tracking-tight">History</h1>
      <p className="mt-1 mb-4 text-ink-soft">The newest {rows.length} verifications of everybody.</p>
      <HistoryTable rows={rows} />
    </>
  );
}
