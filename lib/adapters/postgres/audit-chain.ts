import { type Kysely, sql } from 'kysely';
import { GENESIS } from '../../audit/chain';
import type { ChainStore, Extension } from '../../audit/chain-store';
import { createDatabaseTrail } from './audit-trail';
import type { Schema } from './schema';

export function createChainStore(db: Kysely<Schema>): ChainStore {
  return {
    async extend(limit, seal) {
      // Without a transaction first: most of the time nothing waits.
      const any = await sql`select 1 from audit_pending where not refused limit 1`.execute(db);
      if (any.rows.length === 0) return 0;
      return db.transaction().execute(async (tx) => {
        const { rows: lock } = await sql<{ mine: boolean }>`
          select pg_try_advisory_xact_lock(hashtextextended('audit_chain', 0)) as mine`.execute(tx);
        if (!lock[0]?.mine) return 0;
        const { rows } = await sql<{
          id: string;
          record: string | null;
          mac: Uint8Array;
          placed: boolean;
          copied: boolean;
        }>`
          select p.audit_id as id, a.record::text as record, a.mac,
            exists (select from audit_chain c where c.audit_id = p.audit_id) as placed,
            exists (
              select from audit other where other.mac = a.mac and other.id <> a.id
                and (other.id < a.id or exists (select from audit_chain c where c.audit_id = other.id))
            ) as copied
          from (select audit_id from audit_pending where not refused order by audit_id limit ${limit}) p
          left join audit a on a.id = p.audit_id
          order by p.audit_id`.execute(tx);
        const waiting = rows.flatMap(({ id, record, mac, placed, copied }) =>
          record === null || placed || copied ? [] : [{ id: Number(id), record, mac }],
        );
        const extension = await seal(await endOf(tx), waiting);
        if (extension) await add(tx, extension);
        const given = new Set(extension?.links.map(({ id }) => id));
        const ids = rows.map(({ id }) => id);
        // What has a place waits no longer, and neither does what is not there.
        await sql`
          delete from audit_pending where audit_id = any(${ids}::bigint[]) and (
            audit_id = any(${[...given]}::bigint[])
            or exists (select from audit_chain c where c.audit_id = audit_pending.audit_id)
            or not exists (select from audit a where a.id = audit_pending.audit_id))`.execute(tx);
        await sql`update audit_pending set refused = true where audit_id = any(${ids}::bigint[])`.execute(tx);
        return rows.length;
      });
    },

    look: (work) =>
      db
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute(async (tx) => work(await endOf(tx))),

    async retryRefused() {
      await sql`update audit_pending set refused = false where refused`.execute(db);
    },

    async status() {
      const { rows } = await sql<{ jws: string | null; records: string; waiting: string }>`
        select (select jws from audit_head) as jws,
          coalesce((select max(position) from audit_chain), 0) as records,
          (select count(*) from audit_pending) as waiting`.execute(db);
      const [row] = rows;
      return {
        jws: row?.jws ?? undefined,
        records: Number(row?.records ?? 0),
        waiting: Number(row?.waiting ?? 0),
      };
    },

    async checkpoints(limit) {
      const rows = await db
        .selectFrom('audit_checkpoints')
        .select(['position', 'at', 'jws'])
        .orderBy('position', 'desc')
        .limit(limit)
        .execute();
      return rows.map(({ position, at, jws }) => ({ position: Number(position), at, jws }));
    },

    async placeBefore(at) {
      // Kept checkpoints are the only places with a time to go by; the nearest before is early enough.
      const row = await db
        .selectFrom('audit_checkpoints as k')
        .innerJoin('audit_chain as c', 'c.position', 'k.position')
        .select(['c.position', 'c.hash'])
        .where('k.at', '<', at)
        .orderBy('k.position', 'desc')
        .limit(1)
        .executeTakeFirst();
      return row ? { position: Number(row.position), hash: row.hash } : { position: 0, hash: GENESIS };
    },

    trail: (after) => createDatabaseTrail(db, after),
  };
}

async function endOf(tx: Kysely<Schema>) {
  const head = await tx.selectFrom('audit_head').select('jws').executeTakeFirst();
  const last = await tx
    .selectFrom('audit_chain')
    .select(['position', 'hash'])
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  const kept = await tx
    .selectFrom('audit_checkpoints')
    .select('at')
    .orderBy('position', 'desc')
    .limit(1)
    .executeTakeFirst();
  return {
    jws: head?.jws,
    position: Number(last?.position ?? 0),
    hash: last?.hash ?? GENESIS,
    keptAt: kept?.at,
    async hashAt(position: number) {
      const place = await tx
        .selectFrom('audit_chain')
        .select('hash')
        .where('position', '=', String(position))
        .executeTakeFirst();
      return place?.hash;
    },
  };
}

async function add(tx: Kysely<Schema>, { links, head, keptAt }: Extension): Promise<void> {
  await sql`
    insert into audit_chain (position, audit_id, hash)
    select * from unnest(
      ${links.map(({ position }) => position)}::bigint[],
      ${links.map(({ id }) => id)}::bigint[],
      ${links.map(({ hash }) => Buffer.from(hash))}::bytea[]
    )`.execute(tx);
  const { position, jws } = head;
  await tx
    .insertInto('audit_head')
    .values({ position: String(position), jws })
    .onConflict((conflict) => conflict.column('single').doUpdateSet({ position: String(position), jws }))
    .execute();
  if (!keptAt) return;
  await tx
    .insertInto('audit_checkpoints')
    .values({ position: String(position), at: keptAt, jws })
    .execute();
}
