import { sql } from 'kysely';
import { anything, type HistoryFilter } from '@/lib/history/filter/view';
import { listHistory } from '@/lib/history/list';
import { sue } from '../support/samples';
import { depsOn, type HistoryStage } from './history-stage';
import { percentile } from './table';

const ROUNDS = 30;

export interface Asked {
  readonly name: string;
  readonly filter: HistoryFilter;
  /** Verifications before the page; only where it is not the first. */
  readonly deep?: number;
}

/** Each filter alone, at its worst (what is rare or long ago), and some together. */
export async function questions({ client, rows }: HistoryStage): Promise<Asked[]> {
  const one = async (query: string): Promise<string> => {
    const { rows: found } = await client.query<{ value: string }>(query);
    return found[0]?.value ?? '';
  };
  const column = (name: string, order: string) => `select ${name} as value from verifications ${order}`;
  const busy = await one(column('staff_subject', 'group by 1 order by count(*) desc limit 1'));
  const gone = await one(column('staff_subject', 'group by 1 order by max(requested_at) limit 1'));
  const customer = await one(column('customer_id', 'order by requested_at limit 1'));
  const call = await one(
    column('call_reference', 'where call_reference is not null order by requested_at limit 1'),
  );
  const asked = (name: string, filter: Partial<HistoryFilter>, deep?: number): Asked => ({
    name,
    filter: { ...anything, ...filter },
    ...(deep ? { deep } : {}),
  });
  return [
    asked('everything', {}),
    asked('everything, half way down', {}, Math.floor(rows / 2)),
    asked('last 30 days', { period: { preset: '30d' } }),
    asked('staff: the busiest', { staff: busy }),
    asked('staff: left long ago', { staff: gone }),
    asked('customer: by number', { customer }),
    asked('customer: by name, 100 people', { customer: 'Smith' }),
    asked('call reference', { call }),
    asked('status: denied', { status: 'denied' }),
    asked('status: pending', { status: 'pending' }),
    asked('reason: fraud reported', { reason: 'fraud_reported' }),
    asked('reason: never happened', { reason: 'details_altered' }),
    asked('purpose: wire transfer', { purpose: 'wire_transfer' }),
    asked('delivery: push, for a week long ago', { delivery: 'push' }),
    asked('staff + denied', { staff: busy, status: 'denied' }),
    asked('staff + reason + 90 days', { staff: busy, reason: 'not_enrolled', period: { preset: '90d' } }),
    asked('wire transfer + fraud reported', { purpose: 'wire_transfer', reason: 'fraud_reported' }),
    asked('push + fraud reported', { delivery: 'push', reason: 'fraud_reported' }),
    asked('customer + failed', { customer, status: 'failed' }),
    asked('all at once', {
      staff: busy,
      purpose: 'wire_transfer',
      status: 'failed',
      reason: 'wrong_subject',
      delivery: 'ping',
      period: { preset: '365d' },
    }),
  ];
}

export interface Times {
  readonly p50: number;
  readonly p95: number;
}

/** The page as the desk lists it, from the filter to the rows, in milliseconds. */
export async function timePage(
  db: HistoryStage['db'],
  { filter, deep }: Asked,
  rounds = ROUNDS,
): Promise<Times> {
  const deps = depsOn(db);
  const before = deep ? await cursorAfter(db, deep) : undefined;
  return timed(rounds, () => listHistory(deps, sue, filter, before));
}

/** The way most do it: the rows before the page are counted off. */
export function timeOffset(db: HistoryStage['db'], offset: number): Promise<Times> {
  return timed(3, () =>
    sql`select v.*, c.name from verifications v left join customers c on c.id = v.customer_id
      order by v.requested_at desc, v.id desc limit 51 offset ${offset}`.execute(db),
  );
}

export async function timed(rounds: number, work: () => Promise<unknown>): Promise<Times> {
  const samples: number[] = [];
  for (let round = 0; round <= rounds; round++) {
    const begun = performance.now();
    await work();
    // The first one warms up connections and caches.
    if (round > 0) samples.push(performance.now() - begun);
  }
  return { p50: percentile(samples, 0.5), p95: percentile(samples, 0.95) };
}

async function cursorAfter(db: HistoryStage['db'], rows: number): Promise<string> {
  const { id, requested_at: at } = await db
    .selectFrom('verifications')
    .select(['id', 'requested_at'])
    .orderBy('requested_at', 'desc')
    .orderBy('id', 'desc')
    .offset(rows)
    .limit(1)
    .executeTakeFirstOrThrow();
  return `${at.getTime()}-${id}`;
}
