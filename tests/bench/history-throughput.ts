import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createChainStore } from '@/lib/adapters/postgres/audit-chain';
import { GENESIS } from '@/lib/audit/chain';
import { verifyTrail } from '@/lib/audit/verify';
import { auditKeys } from '../support/audit-keys';
import type { HistoryStage } from './history-stage';
import { printTable } from './table';

const execute = promisify(execFile);

/** What goes through everything there is: the export and the proof of the trail. */
export async function throughput(small: HistoryStage, large: HistoryStage): Promise<void> {
  const table: string[][] = [];
  for (const format of ['csv', 'jsonl']) {
    const [a, b] = [await exported(small, format), await exported(large, format)];
    table.push([
      `export as ${format}, rows`,
      perSecond(a),
      perSecond(b),
      ratio(a, b),
      `${(b.beforeBytes / 1e6).toFixed(0)} → ${(b.peakBytes / 1e6).toFixed(0)} MB`,
    ]);
  }
  const copied = [await copy(small), await copy(large)] as const;
  table.push(['COPY on the server, to nowhere, rows', ...copied.map(perSecond), ratio(...copied), '–']);
  const proved = [await prove(small), await prove(large)] as const;
  table.push(['proof of the audit trail, records', ...proved.map(perSecond), ratio(...proved), '–']);
  printTable(
    'Through all of it, per second',
    ['', 'few', 'many', 'ratio of speed', 'memory, start → peak'],
    table,
  );
}

interface Done {
  readonly count: number;
  readonly seconds: number;
}

interface Exported extends Done {
  readonly beforeBytes: number;
  readonly peakBytes: number;
}

/** In a process of its own, whose memory is then the export's. */
async function exported({ url }: HistoryStage, format: string): Promise<Exported> {
  const program = fileURLToPath(import.meta.resolve('./history-export.ts'));
  const { stdout } = await execute(process.execPath, ['--import', 'tsx', program, url, format]);
  return JSON.parse(stdout); // written by that program
}

async function copy({ client, rows }: HistoryStage): Promise<Done> {
  const begun = performance.now();
  await client.query(`copy (
    select v.*, c.number, c.name from verifications v left join customers c on c.id = v.customer_id
    order by v.requested_at desc, v.id desc
  ) to '/dev/null' with (format csv)`);
  return { count: rows, seconds: (performance.now() - begun) / 1000 };
}

async function prove({ db }: HistoryStage): Promise<Done> {
  const begun = performance.now();
  const trail = await createChainStore(db).trail({ position: 0, hash: GENESIS });
  const proof = await verifyTrail(trail, { keys: auditKeys.verifying });
  if (!proof.sound) throw new Error(`the trail does not hold: ${JSON.stringify(proof.findings)}`);
  return { count: proof.records, seconds: (performance.now() - begun) / 1000 };
}

function perSecond({ count, seconds }: Done): string {
  return Math.round(count / seconds).toLocaleString('en');
}

function ratio(few: Done, many: Done): string {
  return (many.count / many.seconds / (few.count / few.seconds)).toFixed(2);
}
