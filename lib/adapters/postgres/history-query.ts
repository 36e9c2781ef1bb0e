import { type RawBuilder, type SqlBool, sql } from 'kysely';
import type { Place } from '../../history/cursor';
import type { HistoryQuery } from '../../history/store';
import type { Status } from '../../verification/view';

/** What a filter demands of `verifications as v`: comparisons of bare columns only, so that every index can serve. */
export function whereOf(query: HistoryQuery): RawBuilder<SqlBool> {
  const { from, to, staff, customers, purpose, status, reason, delivery, call, asOf } = query;
  const conditions: (RawBuilder<unknown> | false | null)[] = [
    from && sql`v.requested_at >= ${from}`,
    to && sql`v.requested_at < ${to}`,
    staff !== null && sql`v.staff_subject = ${staff}`,
    customers && sql`v.customer_id = any(${[...customers]}::text[])`,
    purpose && sql`v.purpose = ${purpose}`,
    status && sql`v.status = ${status}`,
    reason && sql`v.reason = ${reason}`,
    delivery && sql`v.delivery = ${delivery}`,
    call !== null && sql`v.call_reference = ${call}`,
    asOf && sql`v.requested_at <= ${asOf}`,
    asOf && isEnd(status, reason) && sql`v.ended_at <= ${asOf}`,
  ];
  const demanded = conditions.filter((condition) => condition !== null && condition !== false);
  return demanded.length > 0 ? sql`${sql.join(demanded, sql` and `)}` : sql`true`;
}

/** What comes after this place, newest first. */
export function comesAfter({ requestedAt, id }: Place): RawBuilder<SqlBool> {
  return sql`(v.requested_at, v.id) < (${requestedAt}::timestamptz, ${id}::text)`;
}

const open: readonly (Status | null)[] = ['requested', 'pending'];

function isEnd(status: Status | null, reason: string | null): boolean {
  return reason !== null || (status !== null && !open.includes(status));
}
