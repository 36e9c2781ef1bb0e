import { sql } from 'kysely';
import { getFigures } from '@/lib/history/figures/get';
import { anything, type HistoryFilter, type Preset } from '@/lib/history/filter/view';
import { instantsOf } from '@/lib/history/period';
import { sue } from '../support/samples';
import { type Times, timed } from './history-pages';
import { UNTIL } from './history-seed';
import { depsOn, type HistoryStage } from './history-stage';

const ROUNDS = 7;

/** All figures of a period and of the one before, in milliseconds. */
export function timeFigures(
  { db }: HistoryStage,
  preset: Preset,
  filter: Partial<HistoryFilter> = {},
): Promise<Times> {
  const deps = depsOn(db);
  return timed(ROUNDS, () => getFigures(deps, sue, { ...anything, ...filter, period: { preset } }));
}

/**
 * The same numbers as one would write them down first: a query for each, over the table. Only of the period itself, not
 * of the one before.
 */
export async function timeNaiveFigures({ client }: HistoryStage, preset: Preset): Promise<Times> {
  const zone = 'Europe/London';
  const { from, to } = instantsOf({ preset }, zone, UNTIL);
  const within = 'from verifications where requested_at >= $1 and requested_at < $2';
  const ways = `count(*), ${['approved', 'denied', 'expired', 'failed', 'cancelled']
    .map((status) => `count(*) filter (where status = '${status}')`)
    .join(', ')}, count(*) filter (where reason = 'fraud_reported'),
    percentile_disc(array[0.5, 0.95]) within group (order by extract(epoch from ended_at - requested_at))
      filter (where status in ('approved', 'denied'))`;
  await client.query('set enable_indexonlyscan = off');
  const times = await timed(2, async () => {
    await client.query(`select ${ways} ${within}`, [from, to]);
    for (const by of [
      `(requested_at at time zone '${zone}')::date`,
      `extract(hour from requested_at at time zone '${zone}')`,
      'purpose',
      'staff_subject',
    ]) {
      await client.query(`select ${by}, ${ways} ${within} group by 1`, [from, to]);
    }
    await client.query(
      `select width_bucket(extract(epoch from ended_at - requested_at), array[0, 5, 10, 15, 20, 30, 45, 60, 90, 120]),
        count(*) ${within} and status in ('approved', 'denied') group by 1`,
      [from, to],
    );
  });
  await client.query('reset enable_indexonlyscan');
  return times;
}

/** What a new verification costs the database, in microseconds: the row and its indexes, without its record. */
export async function insertCost(db: HistoryStage['db'], rows: number): Promise<number> {
  const { rows: plan } = await sql<{ 'QUERY PLAN': readonly { 'Execution Time': number }[] }>`
    explain (analyze, format json, timing off) insert into verifications (id, customer_id, customer_subject, staff_subject,
      staff_name, purpose, scope, binding_message, spoken_code, status, reason, interval_seconds, op_reachable,
      requested_at, expires_at, ended_at, grant_expires_at, version, delivery, call_reference)
    select 'ver_' || encode(sha256(n::text::bytea), 'hex'), customer_id, customer_subject, staff_subject, staff_name,
      'account_access', scope, binding_message, spoken_code, status, reason, interval_seconds, op_reachable,
      requested_at + interval '400 days', expires_at, ended_at, grant_expires_at, version, delivery, call_reference
    from (
      select row_number() over () as n, v.* from verifications v where ended_at is not null limit ${rows}
    ) as samples`.execute(db);
  return ((plan[0]?.['QUERY PLAN'][0]?.['Execution Time'] ?? Number.NaN) / rows) * 1000;
}
