import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema';

/** One table a class removes from. The same words find what goes for a run and for a dry run. */
export interface Step {
  readonly counts: 'rows' | 'records';
  /** The table with the alias that the others use: `verifications v`. */
  readonly from: RawBuilder<unknown>;
  /** Its alias, to lock rows by. */
  readonly alias: string;
  readonly key: RawBuilder<unknown>;
  readonly keyType: 'text' | 'bigint';
  /** The oldest first. */
  readonly order: RawBuilder<unknown>;
  /** Over, old enough, and not removed yet. */
  readonly due: RawBuilder<unknown>;
  /** Under a legal hold. */
  readonly held: RawBuilder<unknown>;
  remove(tx: Kysely<Schema>, found: Found, now: Date): Promise<unknown>;
}

/** The keys of a batch, as a list to compare with `any`. */
type Found = RawBuilder<unknown>;

/** Customers under a hold, as a list to compare with `any`. */
export type Held = RawBuilder<unknown>;

/** Still on its way: everything of it stays as it is. */
const unsettled = sql`('awaiting_second_person', 'awaiting_customer', 'authorized', 'executing',
  'needs_reconciliation')`;

/** Transfers that are not over. A draft is, once nobody has touched it since `before`. */
export function liveTransfers(before: Date): RawBuilder<unknown> {
  return sql`(
    select id from transfers where status in ${unsettled}
    union all
    select id from transfers where status = 'draft' and updated_at >= ${before})`;
}

/** Verifications that are open, whose approval is in use, or whose transfer is not over. */
export function liveVerifications(before: Date): RawBuilder<unknown> {
  return sql`(
    select id from verifications
    where status in ('requested', 'pending') or (status = 'approved' and grant_end is null)
    union all
    select id from verifications where transfer_id in ${liveTransfers(before)})`;
}

/** Never submitted, so nobody was ever asked about it: nothing is lost with it. */
export const neverSubmitted = sql`(
  t.edition = 1 and t.submitted_at is null and t.status in ('draft', 'cancelled')
  and not exists (select 1 from verifications where transfer_id = t.id))`;

/**
 * Over like the alarm they belong to: that was lifted before then, or they raised none. While one stands, nothing of it
 * is ever removed.
 */
export function reportIsOver(before: Date): RawBuilder<unknown> {
  return sql`(
    r.reported_at < ${before}
    and (r.alarm_id is null or r.alarm_id in (select id from alarms where lifted_at < ${before}))
    and (r.verification_id is null or r.verification_id not in ${liveVerifications(before)}))`;
}

/** Of a customer under a hold, or of one of their verifications or alarms. */
export function reportIsHeld(held: Held): RawBuilder<unknown> {
  return sql`(
    coalesce(r.customer_id = any(${held}), false)
    or coalesce(r.verification_id in (select id from verifications where customer_id = any(${held})), false)
    or coalesce(r.alarm_id in (select id from alarms where customer_id = any(${held})), false))`;
}

export async function countStep(db: Kysely<Schema>, { from, due, held }: Step) {
  const { rows } = await sql<{ held: boolean; n: string }>`
    select ${held} as held, count(*) as n from ${from} where ${due} group by 1`.execute(db);
  const countOf = (isHeld: boolean) => Number(rows.find((row) => row.held === isHeld)?.n ?? 0);
  return { goes: countOf(false), held: countOf(true) };
}

/** The keys of the next batch, locked. */
export async function findBatch(tx: Kysely<Schema>, step: Step, limit: number): Promise<string[]> {
  const { from, key, due, held, order, alias } = step;
  const { rows } = await sql<{ key: string }>`
    select ${key} as key from ${from} where ${due} and not ${held}
    order by ${order} limit ${limit} for update of ${sql.ref(alias)}`.execute(tx);
  return rows.map((row) => row.key);
}

export function removeBatch(tx: Kysely<Schema>, step: Step, keys: readonly string[], now: Date) {
  return step.remove(tx, sql`${keys}::${sql.raw(`${step.keyType}[]`)}`, now);
}
