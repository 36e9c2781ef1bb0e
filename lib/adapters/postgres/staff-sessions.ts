import type { Kysely } from 'kysely';
import type { StaffSessions } from '../../auth/staff-sessions';
import { hintOf } from '../../verification/notifications';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import type { Schema } from './schema';

export function createStaffSessions(db: Kysely<Schema>, appendAudit: AppendAudit): StaffSessions {
  return {
    start: (session, audit) =>
      db.transaction().execute(async (tx) => {
        await tx
          .insertInto('staff_sessions')
          .values({
            id: session.id,
            subject: session.subject,
            started_at: session.startedAt,
            expires_at: session.expiresAt,
          })
          .execute();
        await appendAudit(tx, audit);
      }),

    async isLive(id, now) {
      const row = await db
        .selectFrom('staff_sessions')
        .select('id')
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .executeTakeFirst();
      return row !== undefined;
    },

    end: (id, now, audit) =>
      db.transaction().execute(async (tx) => {
        const { numUpdatedRows } = await tx
          .updateTable('staff_sessions')
          .set({ ended_at: now })
          .where('id', '=', id)
          .where('ended_at', 'is', null)
          .executeTakeFirst();
        if (numUpdatedRows !== 1n) return;
        await appendAudit(tx, audit);
        await announce(tx, hintOf.session(id));
      }),
  };
}
