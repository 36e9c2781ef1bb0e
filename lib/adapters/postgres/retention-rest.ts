import { sql } from 'kysely';
import { type Held, neverSubmitted, type Step } from './retention-step';

/** Transfers nobody was ever asked about, and nobody came back to. */
export function draftSteps(before: Date, held: Held): readonly Step[] {
  return [
    {
      counts: 'rows',
      from: sql`transfers t`,
      alias: 't',
      key: sql`t.id`,
      keyType: 'text',
      order: sql`t.updated_at`,
      due: sql`(t.updated_at < ${before} and ${neverSubmitted})`,
      held: sql`(t.customer_id = any(${held}))`,
      remove: (tx, keys) => sql`delete from transfers where id = any(${keys})`.execute(tx),
    },
  ];
}

/**
 * Sign-ins that are over, and what was of use for a day to those who were signed in: how far an export came, who handles
 * which alert, who came to which limit, whom they had before them, who searched how much. No hold concerns them: what was done is
 * in the audit trail.
 */
export function sessionSteps(before: Date): readonly Step[] {
  return [
    {
      counts: 'rows',
      from: sql`staff_sessions s`,
      alias: 's',
      key: sql`s.id`,
      keyType: 'text',
      order: sql`s.expires_at`,
      due: sql`(least(s.expires_at, s.ended_at) < ${before})`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from staff_sessions where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`exports e`,
      alias: 'e',
      key: sql`e.id`,
      keyType: 'text',
      order: sql`e.moved_at`,
      due: sql`(e.moved_at < ${before})`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from exports where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`alerts_taken l`,
      alias: 'l',
      key: sql`l.id`,
      keyType: 'text',
      order: sql`l.taken_at`,
      // Who handles an alarm is told for as long as it stands.
      due: sql`(
        l.taken_at < ${before}
        and l.about not in (select 'alarm:' || id from alarms where lifted_at is null))`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from alerts_taken where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`staff_limits l`,
      alias: 'l',
      key: sql`l.limit_name || ' ' || l.staff_subject`,
      keyType: 'text',
      order: sql`l.last_at`,
      due: sql`(l.last_at < ${before})`,
      held: sql`false`,
      remove: (tx, keys) =>
        sql`delete from staff_limits where limit_name || ' ' || staff_subject = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`staff_customers c`,
      alias: 'c',
      key: sql`c.staff_subject`,
      keyType: 'text',
      order: sql`c.staff_subject`,
      // Of whoever has not been signed in since.
      due: sql`(not exists (
        select 1 from staff_sessions s
        where s.subject = c.staff_subject and least(s.expires_at, s.ended_at) >= ${before}))`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from staff_customers where staff_subject = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`search_windows w`,
      alias: 'w',
      key: sql`w.id`,
      keyType: 'bigint',
      order: sql`w.digested_at`,
      // One that is not digested yet is the only place where it stands.
      due: sql`(w.digested_at < ${before})`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from search_windows where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`search_pace p`,
      alias: 'p',
      key: sql`p.staff_subject`,
      keyType: 'text',
      order: sql`p.staff_subject`,
      due: sql`(not exists (select 1 from unnest(p.times) t where t >= ${before}))`,
      held: sql`false`,
      remove: (tx, keys) => sql`delete from search_pace where staff_subject = any(${keys})`.execute(tx),
    },
  ];
}

/** ID tokens kept to name customers by, of those nobody asked for so long. */
export function hintSteps(before: Date, held: Held): readonly Step[] {
  return [
    {
      counts: 'rows',
      from: sql`customer_id_tokens k`,
      alias: 'k',
      key: sql`k.customer_id`,
      keyType: 'text',
      order: sql`k.received_at`,
      due: sql`(
        k.received_at < ${before}
        and not exists (
          select 1 from verifications
          where customer_id = k.customer_id and status in ('requested', 'pending')))`,
      held: sql`(k.customer_id = any(${held}))`,
      remove: (tx, keys) => sql`delete from customer_id_tokens where customer_id = any(${keys})`.execute(tx),
    },
  ];
}
