import { type Kysely, type RawBuilder, sql } from 'kysely';
import { say } from '@/messages/names';
import type { AuditKeys } from '../../audit/keys';
import { auditStep } from './retention-audit-step';
import {
  type Held,
  liveTransfers,
  neverSubmitted,
  reportIsHeld,
  reportIsOver,
  type Step,
} from './retention-step';
import type { Schema } from './schema';

type Pseudonyms = Pick<AuditKeys, 'pseudonymOf'>;

/** Everything that tells of a member of staff. The same person stays the same person, and nobody can say who. */
export function staffSteps(before: Date, held: Held, keys: Pseudonyms): readonly Step[] {
  return [
    auditStep('staff', before, held),
    {
      counts: 'rows',
      from: sql`verifications v`,
      alias: 'v',
      key: sql`v.id`,
      keyType: 'text',
      order: sql`v.ended_at`,
      due: dueVerification(before),
      held: sql`(v.customer_id = any(${held}))`,
      async remove(tx, found, now) {
        const former = await pseudonymise(tx, keys, 'verifications', 'staff_subject', 'staff_name', found);
        await sql`update verifications set staff_erased_at = ${now} where id = any(${found})`.execute(tx);
        // For the history's filter by name: what one person asked stays together.
        await sql`
          insert into staff_members (subject, name) select * from ${former}
          on conflict (subject) do nothing`.execute(tx);
      },
    },
    {
      counts: 'rows',
      from: sql`transfers t`,
      alias: 't',
      key: sql`t.id`,
      keyType: 'text',
      order: sql`t.updated_at`,
      due: sql`(
        t.staff_erased_at is null and t.updated_at < ${before}
        and t.id not in ${liveTransfers(before)} and not ${neverSubmitted})`,
      held: sql`(t.customer_id = any(${held}))`,
      async remove(tx, found, now) {
        await pseudonymise(tx, keys, 'transfers', 'teller_subject', 'teller_name', found);
        await pseudonymise(tx, keys, 'transfers', 'second_person_subject', 'second_person_name', found);
        await sql`
          update transfers set version = version + 1, staff_erased_at = ${now}
          where id = any(${found})`.execute(tx);
      },
    },
    {
      counts: 'rows',
      from: sql`legal_holds h`,
      alias: 'h',
      key: sql`h.id`,
      keyType: 'text',
      order: sql`h.lifted_at`,
      due: sql`(h.staff_erased_at is null and h.lifted_at < ${before})`,
      held: sql`(h.customer_id = any(${held}))`,
      async remove(tx, found, now) {
        await pseudonymise(tx, keys, 'legal_holds', 'placed_by', 'placed_by_name', found);
        await pseudonymise(tx, keys, 'legal_holds', 'lifted_by', 'lifted_by_name', found);
        await sql`update legal_holds set staff_erased_at = ${now} where id = any(${found})`.execute(tx);
      },
    },
    {
      counts: 'rows',
      from: sql`reports r`,
      alias: 'r',
      key: sql`r.id`,
      keyType: 'text',
      order: sql`r.reported_at`,
      due: sql`(r.staff_erased_at is null and ${reportIsOver(before)})`,
      held: reportIsHeld(held),
      async remove(tx, found, now) {
        await pseudonymise(tx, keys, 'reports', 'reported_by', 'reported_by_name', found);
        await pseudonymise(tx, keys, 'reports', 'asked_by', null, found);
        await sql`update reports set staff_erased_at = ${now} where id = any(${found})`.execute(tx);
      },
    },
    {
      counts: 'rows',
      from: sql`alarms l`,
      alias: 'l',
      key: sql`l.id`,
      keyType: 'text',
      order: sql`l.lifted_at`,
      due: sql`(l.staff_erased_at is null and l.lifted_at < ${before})`,
      held: sql`coalesce(l.customer_id = any(${held}), false)`,
      async remove(tx, found, now) {
        await pseudonymise(tx, keys, 'alarms', 'lifted_by', 'lifted_by_name', found);
        await sql`update alarms set staff_erased_at = ${now} where id = any(${found})`.execute(tx);
      },
    },
    {
      counts: 'rows',
      from: sql`request_allowances w`,
      alias: 'w',
      key: sql`w.id`,
      keyType: 'text',
      order: sql`w.expires_at`,
      due: sql`(w.staff_erased_at is null and w.expires_at < ${before})`,
      held: sql`(w.customer_id = any(${held}))`,
      async remove(tx, found, now) {
        await pseudonymise(tx, keys, 'request_allowances', 'allowed_by', 'allowed_by_name', found);
        await sql`update request_allowances set staff_erased_at = ${now} where id = any(${found})`.execute(
          tx,
        );
      },
    },
    {
      counts: 'rows',
      from: sql`audit_proofs p`,
      alias: 'p',
      key: sql`p.id`,
      keyType: 'bigint',
      order: sql`p.id`,
      due: sql`(p.asked_by not in ('former staff', 'keeper') and p.started_at < ${before})`,
      held: sql`false`,
      remove: (tx, found) =>
        sql`update audit_proofs set asked_by = 'former staff' where id = any(${found})`.execute(tx),
    },
    membersStep(before, held),
  ];
}

function dueVerification(before: Date): RawBuilder<unknown> {
  return sql`(
    v.staff_erased_at is null and v.ended_at < ${before}
    and (v.status <> 'approved' or v.grant_end is not null)
    and (v.transfer_id is null or v.transfer_id not in ${liveTransfers(before)}))`;
}

/** Names of those of whom no verification is left, or will be once this run is through. */
function membersStep(before: Date, held: Held): Step {
  const due = sql`(not exists (
    select 1 from verifications v
    where v.staff_subject = m.subject
      and (${dueVerification(before)} and not v.customer_id = any(${held})) is not true))`;
  return {
    counts: 'rows',
    from: sql`staff_members m`,
    alias: 'm',
    key: sql`m.subject`,
    keyType: 'text',
    order: sql`m.subject`,
    due,
    held: sql`false`,
    // Once more, now that the rows are locked: whoever came back meanwhile keeps their name.
    remove: (tx, found) =>
      sql`delete from staff_members m where m.subject = any(${found}) and ${due}`.execute(tx),
  };
}

/**
 * @param name null where no name stands beside the subject
 * @returns the pseudonyms with their names, as rows to insert
 */
async function pseudonymise(
  tx: Kysely<Schema>,
  { pseudonymOf }: Pseudonyms,
  table: string,
  subject: string,
  name: string | null,
  found: RawBuilder<unknown>,
): Promise<RawBuilder<unknown>> {
  const { rows } = await sql<{ subject: string }>`
    select distinct ${sql.ref(subject)} as subject from ${sql.table(table)}
    where id = any(${found}) and ${sql.ref(subject)} is not null`.execute(tx);
  const subjects = rows.map((row) => row.subject);
  const words = subjects.map(pseudonymOf);
  const former = words.map((word) => `former-${word}`);
  const names = words.map((word) => say.formerStaff({ word: word.slice(0, 4) }));
  await sql`
    update ${sql.table(table)} set ${sql.ref(subject)} = p.former${name ? sql`, ${sql.ref(name)} = p.name` : sql``}
    from unnest(${subjects}::text[], ${former}::text[], ${names}::text[]) as p (subject, former, name)
    where id = any(${found}) and ${sql.ref(subject)} = p.subject`.execute(tx);
  return sql`unnest(${former}::text[], ${names}::text[])`;
}
