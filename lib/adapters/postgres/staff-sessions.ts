import type { Kysely } from 'kysely';
import type { StaffSessions } from '../../auth/staff-sessions';
import type { Schema } from './schema';

export function createStaffSessions(db: Kysely<Schema>): StaffSessions {
  return {
    async start(session) {
      await db
        .insertInto('staff_sessions')
        .values({
          id: session.id,
          subject: session.subject,
          started_at: session.startedAt,
          expires_at: session.expiresAt,
        })
        .execute();
    },
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
    async end(id, now) {
      await db
        .updateTable('staff_sessions')
        .set({ ended_at: now })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .execute();
    },
  };
}
