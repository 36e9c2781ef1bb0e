import { type Kysely, sql, type Transaction } from 'kysely';
import type { AuditEntry } from '../../audit/entry';
import type { StaffSessions } from '../../auth/staff-sessions';
import { hintOf } from '../../verification/notifications';
import type { Vault } from '../../verification/vault';
import { announce } from './announce';
import type { AppendAudit } from './audit-log';
import type { Schema } from './schema';

/** Sessions that are ended in one go. */
const AT_ONCE = 100;

export function createStaffSessions(
  db: Kysely<Schema>,
  vault: Vault,
  appendAudit: AppendAudit,
  /** How long nobody may use a session. Seconds */
  idleSeconds: number,
): StaffSessions {
  const restingSince = (now: Date) => new Date(now.getTime() - idleSeconds * 1000);
  const lastUsed = sql<Date>`coalesce(used_at, started_at)`;

  async function end(tx: Transaction<Schema>, id: string, now: Date, audit: AuditEntry): Promise<void> {
    const { numUpdatedRows } = await tx
      .updateTable('staff_sessions')
      .set({ ended_at: now, id_token: null })
      .where('id', '=', id)
      .where('ended_at', 'is', null)
      .executeTakeFirst();
    if (numUpdatedRows !== 1n) return;
    await appendAudit(tx, audit);
    await announce(tx, hintOf.session(id));
  }

  return {
    async start({ id, subject, name, startedAt, expiresAt, idToken, idpSession }, audit, replaced) {
      const sealed = idToken === undefined ? null : await vault.seal(id, { idToken });
      await db.transaction().execute(async (tx) => {
        if (replaced) await end(tx, replaced.id, startedAt, replaced.audit);
        await tx
          .insertInto('staff_sessions')
          .values({
            id,
            subject,
            name,
            started_at: startedAt,
            expires_at: expiresAt,
            id_token: sealed,
            idp_session: idpSession ?? null,
          })
          .execute();
        await appendAudit(tx, audit);
      });
    },

    async isLive(id, now) {
      const row = await db
        .selectFrom('staff_sessions')
        .select('id')
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where('expires_at', '>', now)
        .where(lastUsed, '>', restingSince(now))
        .executeTakeFirst();
      return row !== undefined;
    },

    async used(id, now) {
      await db
        .updateTable('staff_sessions')
        .set({ used_at: now })
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .where(lastUsed, '>', restingSince(now))
        .where(lastUsed, '<', now)
        .execute();
    },

    endIdle: (now, auditOf) =>
      db.transaction().execute(async (tx) => {
        const rows = await tx
          .selectFrom('staff_sessions as s')
          .select(['s.id', 's.subject', 's.name'])
          .select(
            sql<boolean>`exists (
              select 1 from staff_sessions o
              where o.subject = s.subject and o.id <> s.id and o.ended_at is null and o.expires_at > ${now}
                and coalesce(o.used_at, o.started_at) > ${restingSince(now)})`.as('hasOthers'),
          )
          .where('s.ended_at', 'is', null)
          .where('s.expires_at', '>', now)
          .where(sql<Date>`coalesce(s.used_at, s.started_at)`, '<=', restingSince(now))
          .orderBy('s.id')
          .limit(AT_ONCE)
          .forUpdate('s')
          .skipLocked()
          .execute();
        const ended = rows.map((row) => ({ ...row, name: row.name ?? row.subject }));
        for (const session of ended) await end(tx, session.id, now, auditOf(session));
        return ended;
      }),

    async idTokenOf(id) {
      const row = await db
        .selectFrom('staff_sessions')
        .select('id_token')
        .where('id', '=', id)
        .where('ended_at', 'is', null)
        .executeTakeFirst();
      // Without the key it was sealed with the session ends all the same.
      const kept = row?.id_token ? await vault.open(id, row.id_token).catch(() => undefined) : undefined;
      return kept?.idToken;
    },

    end: (id, now, audit) => db.transaction().execute((tx) => end(tx, id, now, audit)),

    endAll: ({ subject, idpSession }, now, auditOf, once) =>
      db.transaction().execute(async (tx) => {
        if (once) {
          await tx.deleteFrom('logout_tokens').where('received_at', '<', once.forgetBefore).execute();
          const { numInsertedOrUpdatedRows } = await tx
            .insertInto('logout_tokens')
            .values({ jti: once.jti, received_at: now })
            .onConflict((conflict) => conflict.column('jti').doNothing())
            .executeTakeFirst();
          if (numInsertedOrUpdatedRows !== 1n) return 'came_before';
        }
        const rows = await tx
          .selectFrom('staff_sessions')
          .select(['id', 'subject', 'name'])
          .where('ended_at', 'is', null)
          .where('expires_at', '>', now)
          .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
          .$if(idpSession !== undefined, (query) =>
            query.where((eb) => {
              const named = eb('idp_session', '=', idpSession ?? '');
              // Whose ID token did not name its session may be meant by any name.
              return subject === undefined ? named : eb.or([named, eb('idp_session', 'is', null)]);
            }),
          )
          .orderBy('id')
          .forUpdate()
          .execute();
        const ended = rows.map((row) => ({ ...row, name: row.name ?? row.subject }));
        for (const session of ended) await end(tx, session.id, now, auditOf(session));
        return ended;
      }),
  };
}
