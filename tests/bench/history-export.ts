import { createAppendAudit } from '@/lib/adapters/postgres/audit-log';
import { createExportStore } from '@/lib/adapters/postgres/export-store';
import { openPostgres } from '@/lib/adapters/postgres/postgres';
import { exportHistory } from '@/lib/history/export/export';
import { anything } from '@/lib/history/filter/view';
import { auditKeys } from '../support/audit-keys';
import { recordingLog } from '../support/recording-log';
import { sue } from '../support/samples';
import { depsOn } from './history-stage';

// Writes the whole history to nowhere and says how long that took and how much memory this process had before and at most.
const [url = '', format = ''] = process.argv.slice(2);
if (format !== 'csv' && format !== 'jsonl') throw new TypeError('Export as csv or jsonl');
const database = await openPostgres(url, recordingLog().log);
const deps = {
  ...depsOn(database.db),
  exports: createExportStore(database.db, createAppendAudit(auditKeys)),
};

const beforeBytes = process.memoryUsage().rss;
const begun = performance.now();
const { pieces } = await exportHistory(deps, sue, anything, format);
for (let piece = await pieces.next(); piece; piece = await pieces.next());
const seconds = (performance.now() - begun) / 1000;

const { count } = await database.db
  .selectFrom('verifications')
  .select((eb) => eb.fn.countAll<string>().as('count'))
  .executeTakeFirstOrThrow();
const peakBytes = process.resourceUsage().maxRSS * 1024;
console.log(JSON.stringify({ count: Number(count), seconds, beforeBytes, peakBytes }));
await database.close();
