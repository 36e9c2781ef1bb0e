import { type Kysely, sql } from 'kysely';
import { type Counted, PACE_MS, type SearchStore, type Who, WINDOW_MS } from '../../customers/searches';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import type { Schema } from './schema';

/** What a node that watches hears: not which person it was. */
const SOMEBODY = 'searches';

/**
 * Whoever sends very many at once keeps one connection of this node and leaves the rest to their colleagues; once one is
 * refused, the others cost nothing until the next may be.
 *
 * @param most searches of one person within any minute
 */
export function createSearchStore(db: Kysely<Schema>, appendAudit: AppendAudit, most: number): SearchStore {
  const takeTurn = createTurns();
  const refusedUntil = new Map<string, Date>();

  /** Times are only ever added: until then it stays refused, whatever happens on other nodes. */
  function stillRefused(subject: string, now: Date): Counted | undefined {
    const until = refusedUntil.get(subject);
    if (until && now < until) return { kind: 'too_many', most, until };
    refusedUntil.delete(subject);
    return undefined;
  }

  /** What is counted of one person is counted one after the other, on all nodes. */
  function alone<T>(subject: string, work: (tx: Kysely<Schema>) => Promise<T>): Promise<T> {
    return takeTurn(subject, () =>
      db.transaction().execute(async (tx) => {
        await lock(tx, subject);
        return work(tx);
      }),
    );
  }

  async function count(tx: Kysely<Schema>, who: Who, now: Date): Promise<Counted> {
    const until = await takePace(tx, who.subject, most, now);
    const id = await windowOf(tx, who, now);
    if (!until) {
      await sql`
        update search_windows set searches = searches + 1, last_at = greatest(last_at, ${now})
        where id = ${id}`.execute(tx);
      return { kind: 'counted' };
    }
    await sql`
      update search_windows
      set limit_reached = limit_reached + 1, limited_at = ${now}, last_at = greatest(last_at, ${now})
      where id = ${id}`.execute(tx);
    await announce(tx, SOMEBODY);
    return { kind: 'too_many', most, until };
  }

  return {
    async count(who, now) {
      const counted =
        stillRefused(who.subject, now) ??
        (await alone(who.subject, async (tx) => stillRefused(who.subject, now) ?? count(tx, who, now)));
      if (counted.kind === 'too_many') refusedUntil.set(who.subject, counted.until);
      return counted;
    },

    showed: (who, customerIds, now) =>
      alone(who.subject, async (tx) => {
        const id = await windowOf(tx, who, now);
        await sql`
          with seen as (
            insert into searched_customers (window_id, customer_id)
            select ${id}, customer_id from unnest(${[...customerIds]}::text[]) customer_id
            on conflict do nothing returning 1
          )
          update search_windows set customers_seen = customers_seen + (select count(*) from seen)
          where id = ${id}`.execute(tx);
      }),

    opened: (who, customerId) =>
      alone(who.subject, async (tx) => {
        await sql`
          with opened as (
            update searched_customers c set opened = true from search_windows w
            where w.staff_subject = ${who.subject} and w.digested_at is null
              and c.window_id = w.id and c.customer_id = ${customerId} and not c.opened
            returning c.window_id
          )
          update search_windows set customers_opened = customers_opened + 1
          where id in (select window_id from opened)`.execute(tx);
      }),

    digest: (begunBy, now, entryOf) =>
      db.transaction().execute(async (tx) => {
        const due = await tx
          .selectFrom('search_windows')
          .select(['id', 'staff_subject'])
          .where('digested_at', 'is', null)
          .where('began_at', '<=', begunBy)
          .orderBy('began_at')
          .limit(1)
          .executeTakeFirst();
        if (!due) return false;
        await lock(tx, due.staff_subject);
        const window = await tx
          .selectFrom('search_windows')
          .selectAll()
          .where('id', '=', due.id)
          .where('digested_at', 'is', null)
          .executeTakeFirst();
        // Another node was faster; there may be more.
        if (!window) return true;
        const opened = await tx
          .selectFrom('searched_customers')
          .select('customer_id')
          .where('window_id', '=', window.id)
          .where('opened', '=', true)
          .orderBy('customer_id')
          .execute();
        const entry = entryOf({
          staff: { subject: window.staff_subject, name: window.staff_name },
          from: window.began_at,
          to: window.last_at,
          searches: window.searches,
          limitReached: window.limit_reached,
          customersSeen: window.customers_seen,
          opened: opened.map((row) => row.customer_id),
        });
        await appendAudit(tx, entry);
        await tx.deleteFrom('searched_customers').where('window_id', '=', window.id).execute();
        await tx
          .updateTable('search_windows')
          .set({ digested_at: now })
          .where('id', '=', window.id)
          .execute();
        return true;
      }),

    async forget(digestedBefore, searchedBefore) {
      await db.deleteFrom('search_windows').where('digested_at', '<', digestedBefore).execute();
      await sql`
        delete from search_pace
        where not exists (select 1 from unnest(times) t where t > ${searchedBefore}::timestamptz)`.execute(
        db,
      );
    },
  };
}

async function lock(tx: Kysely<Schema>, subject: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`searches ${subject}`}, 0))`.execute(tx);
}

/** Runs what is asked for one person on this node in the order it came. */
function createTurns() {
  const last = new Map<string, Promise<unknown>>();
  return async <T>(subject: string, work: () => Promise<T>): Promise<T> => {
    const mine = (last.get(subject) ?? Promise.resolve()).then(work, work);
    last.set(subject, mine);
    try {
      return await mine;
    } finally {
      if (last.get(subject) === mine) last.delete(subject);
    }
  };
}

/**
 * Notes a search at `now` where fewer than `most` were within the minute before.
 *
 * @returns when there will be fewer, where there are not
 */
async function takePace(
  tx: Kysely<Schema>,
  subject: string,
  most: number,
  now: Date,
): Promise<Date | undefined> {
  const since = new Date(now.getTime() - PACE_MS);
  // Kept twice as long: whoever waited for their turn looks back from a moment before.
  const keep = new Date(now.getTime() - 2 * PACE_MS);
  const { rows } = await sql`
    insert into search_pace as p (staff_subject, times)
    values (${subject}, array[${now}::timestamptz])
    on conflict (staff_subject) do update
      set times = array(select t from unnest(p.times) t where t > ${keep}) || ${now}::timestamptz
      where (select count(*) from unnest(p.times) t where t > ${since}) < ${most}::bigint
    returning 1`.execute(tx);
  if (rows.length > 0) return undefined;
  const last = await sql<{ at: Date }>`
    select t as at from search_pace, unnest(times) t where staff_subject = ${subject}
    order by t desc offset ${most - 1} limit 1`.execute(tx);
  return new Date((last.rows[0]?.at ?? now).getTime() + PACE_MS);
}

/** The window this person's searches count in now; a new one where the last is over. */
async function windowOf(tx: Kysely<Schema>, { subject, name }: Who, now: Date): Promise<string> {
  const standing = await tx
    .selectFrom('search_windows')
    .select('id')
    .where('staff_subject', '=', subject)
    .where('digested_at', 'is', null)
    .where('began_at', '>', new Date(now.getTime() - WINDOW_MS))
    .orderBy('began_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (standing) return standing.id;
  const { id } = await tx
    .insertInto('search_windows')
    .values({ staff_subject: subject, staff_name: name, began_at: now, last_at: now })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}
