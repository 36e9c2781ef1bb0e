import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Schema } from './schema';

/** Rows looked at in one statement: none of them may run for long on a database that is in use. */
const STEP = 20_000;
/** Enough to be told one by one. */
const MOST = 20;

/** Keys of records that have no place in the chain, nor wait for one. */
export function straysIn(db: Kysely<Schema>, onStep?: () => void): Promise<string[]> {
  return inSteps(
    db,
    sql`select max(id) as max from audit`,
    (from, to) => sql`
      select id::text as found from audit a
      where id > ${from} and id <= ${to}
        and not exists (select from audit_chain c where c.audit_id = a.id)
        and not exists (select from audit_pending p where p.audit_id = a.id and not p.refused)
      order by id limit ${MOST}`,
    onStep,
  );
}

/**
 * Verifications with more or fewer changes than records of them. Each change counts the version up by one and is
 * recorded in the same transaction, so the two can only differ when one of the tables was altered.
 */
export async function unrecordedIn(db: Kysely<Schema>, onStep?: () => void): Promise<string[]> {
  const miscounted = await inSteps(
    db,
    sql`select max(seq) as max from verifications`,
    (from, to) => sql`
      select v.id as found from verifications v
      where v.seq > ${from} and v.seq <= ${to}
        and v.version <> (select count(*) from audit a where a.verification_id = v.id and a.action like 'verification.%')
      order by v.seq limit ${MOST}`,
    onStep,
  );
  const gone = await inSteps(
    db,
    sql`select max(id) as max from audit`,
    (from, to) => sql`
      select a.verification_id as found from audit a
      where a.id > ${from} and a.id <= ${to} and a.action = 'verification.requested'
        and not exists (select from verifications v where v.id = a.verification_id)
      order by a.id limit ${MOST}`,
    onStep,
  );
  return [...new Set([...miscounted, ...gone])].slice(0, MOST);
}

async function inSteps(
  db: Kysely<Schema>,
  greatest: RawBuilder<unknown>,
  find: (from: number, to: number) => RawBuilder<unknown>,
  onStep: () => void = () => {},
): Promise<string[]> {
  const { rows } = (await greatest.execute(db)) as { rows: { max: string | null }[] }; // as selected above
  const end = Number(rows[0]?.max ?? 0);
  const found: string[] = [];
  for (let from = 0; from < end && found.length < MOST; from += STEP) {
    const step = (await find(from, from + STEP).execute(db)) as { rows: { found: string }[] }; // as selected above
    found.push(...step.rows.map((row) => row.found));
    onStep();
  }
  return found;
}
