import { type Kysely, sql } from 'kysely';
import type { PresenceStore } from '../../verification/presence-store';
import type { VerificationId } from '../../verification/verification';
import type { Schema } from './schema';

export function createPresenceStore(db: Kysely<Schema>): PresenceStore {
  return {
    async seen(staffSubjects, at) {
      if (staffSubjects.length === 0) return;
      // In one order on every node, so that none waits for another in a circle.
      await sql`
        insert into staff_presence (staff_subject, seen_at)
        select subject, ${at} from unnest(${[...staffSubjects].sort()}::text[]) subject
        on conflict (staff_subject)
        do update set seen_at = greatest(staff_presence.seen_at, excluded.seen_at)`.execute(db);
    },

    async findLeft(before) {
      const rows = await db
        .selectFrom('verifications as v')
        .select('v.id')
        .where('v.status', '=', 'approved')
        .where('v.grant_end', 'is', null)
        .where('v.purpose', '=', 'account_access')
        .where('v.ended_at', '<=', before)
        .where(({ not, exists, selectFrom }) =>
          not(
            exists(
              selectFrom('staff_presence as p')
                .select('p.staff_subject')
                .whereRef('p.staff_subject', '=', 'v.staff_subject')
                .where('p.seen_at', '>', before),
            ),
          ),
        )
        .execute();
      return rows.map(({ id }) => id as VerificationId); // stored by us
    },

    async forget(before) {
      await db.deleteFrom('staff_presence').where('seen_at', '<', before).execute();
    },
  };
}
