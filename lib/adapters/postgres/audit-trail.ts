import { type Kysely, sql } from 'kysely';
import type { FoundCheckpoint, Trail, TrailPart } from '../../audit/trail';
import { straysIn } from './audit-strays';
import { unrecordedIn } from './audit-unrecorded';
import type { Schema } from './schema';

const BATCH = 2000;
/** Sealing takes half a second. */
const STUCK = sql`interval '1 minute'`;
/** They are named one by one, and more would not tell more. */
const MOST = 20;

interface Row {
  readonly position: string;
  readonly audit_id: string;
  readonly hash: Uint8Array;
  readonly record: string | null;
  readonly staff: string | null;
  readonly customer: string | null;
  readonly mac: Uint8Array | null;
}

/**
 * The trail in the database, up to the newest signature there is when this is called. What is written meanwhile is
 * left for the next time.
 */
export async function createDatabaseTrail(
  db: Kysely<Schema>,
  start: { readonly position: number; readonly hash: Uint8Array },
): Promise<Trail & { readonly head: string | undefined }> {
  const head = await db.selectFrom('audit_head').select(['position', 'jws']).executeTakeFirst();
  const last = Number(head?.position ?? 0);

  return {
    start,
    head: head?.jws,
    total: Math.max(last - start.position, 0),

    async *parts() {
      let next = read(db, start.position, last);
      for (let from = start.position; ; ) {
        const rows = await next;
        const end = rows.at(-1);
        if (!end) return;
        const to = Number(end.position);
        // The database reads on while this batch is being gone through.
        next = read(db, to, last);
        next.catch(() => {});
        yield merged(rows, await checkpointsIn(db, from, to));
        from = to;
      }
    },

    async ending(onStep) {
      const { rows: unsigned } = await sql<{ position: string }>`
        select position from audit_chain
        where position > coalesce((select position from audit_head), 0)
        order by position limit ${MOST}`.execute(db);
      // Signed and kept together, in one transaction: nothing is kept past what is signed.
      const { rows: ahead } = await sql<Kept>`
        select position, at, jws from audit_checkpoints
        where position > coalesce((select position from audit_head), 0)
        order by position limit ${MOST}`.execute(db);
      const { rows: waiting } = await sql<{ n: string; since: string | null; stuck: boolean | null }>`
        select count(*) as n, min(a.at) as since, 
          min(a.at collate "C") < to_char((now() - ${STUCK}) at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS') as stuck
        from audit_pending p join audit a on a.id = p.audit_id where not p.refused`.execute(db);
      const [line] = waiting;
      return {
        mustBeSigned: false,
        ahead: ahead.map(found),
        seal: head ? { kind: 'checkpoint', jws: head.jws, beside: { position: last, at: null } } : null,
        strays: (await straysIn(db, onStep)).map(Number),
        unsigned: unsigned.map(({ position }) => Number(position)),
        unrecorded: await unrecordedIn(db, onStep),
        waiting: Number(line?.n ?? 0),
        stuckSince: line?.stuck ? line.since : null,
      };
    },
  };
}

async function read(db: Kysely<Schema>, after: number, last: number): Promise<readonly Row[]> {
  if (after >= last) return [];
  const { rows } = await sql<Row>`
    select c.position, c.audit_id, c.hash, a.record::text as record, a.staff::text as staff,
      a.customer::text as customer, a.mac
    from audit_chain c left join audit a on a.id = c.audit_id
    where c.position > ${after} and c.position <= ${last}
    order by c.position limit ${BATCH}`.execute(db);
  return rows;
}

async function checkpointsIn(db: Kysely<Schema>, after: number, to: number) {
  return db
    .selectFrom('audit_checkpoints')
    .select(['position', 'at', 'jws'])
    .where('position', '>', String(after))
    .where('position', '<=', String(to))
    .orderBy('position')
    .execute();
}

/** Each checkpoint right after the record it covers last. */
function merged(rows: readonly Row[], checkpoints: readonly Kept[]): TrailPart[] {
  const parts: TrailPart[] = [];
  let at = 0;
  for (const row of rows) {
    const position = Number(row.position);
    parts.push({
      kind: 'record',
      position,
      id: Number(row.audit_id),
      record: row.record,
      staff: row.staff,
      customer: row.customer,
      mac: row.mac ?? new Uint8Array(0),
      hash: row.hash,
    });
    for (let next = checkpoints[at]; next && Number(next.position) <= position; next = checkpoints[++at]) {
      parts.push(found(next));
    }
  }
  return parts;
}

interface Kept {
  readonly position: string;
  readonly at: Date;
  readonly jws: string;
}

function found({ position, at, jws }: Kept): FoundCheckpoint {
  return { kind: 'checkpoint', jws, beside: { position: Number(position), at: at.toISOString() } };
}
