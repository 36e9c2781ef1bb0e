import { type Kysely, sql } from 'kysely';
import { inSteps, MOST } from './audit-steps';
import type { Schema } from './schema';

/** Keys of records that have no place in the chain, nor wait for one. */
export async function straysIn(db: Kysely<Schema>, onStep?: () => void): Promise<string[]> {
  const found = await inSteps<{ readonly id: string }>(
    db,
    sql`select max(id) as max from audit`,
    (from, to) => sql`
      select id::text as id from audit a
      where id > ${from} and id <= ${to}
        and not exists (select from audit_chain c where c.audit_id = a.id)
        and not exists (select from audit_pending p where p.audit_id = a.id and not p.refused)
      order by id limit ${MOST}`,
    onStep,
  );
  return found.map(({ id }) => id);
}
