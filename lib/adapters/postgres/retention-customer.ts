import { sql } from 'kysely';
import { ERASED } from '../../retention/erased';
import { emptyForm } from '../../transfers/view';
import { auditStep } from './retention-audit-step';
import {
  type Held,
  liveTransfers,
  neverSubmitted,
  reportIsHeld,
  reportIsOver,
  type Step,
} from './retention-step';

/** Everything that tells of a customer. What happened, when, and how it ended stays. */
export function customerSteps(before: Date, held: Held): readonly Step[] {
  return [
    auditStep('customer', before, held),
    {
      counts: 'rows',
      from: sql`verifications v`,
      alias: 'v',
      key: sql`v.id`,
      keyType: 'text',
      order: sql`v.ended_at`,
      due: sql`(
        v.customer_erased_at is null and v.ended_at < ${before}
        and (v.status <> 'approved' or v.grant_end is not null)
        and (v.transfer_id is null or v.transfer_id not in ${liveTransfers(before)}))`,
      held: sql`(v.customer_id = any(${held}))`,
      // `version` stays: it counts what happened to the verification, and each of those is recorded.
      remove: (tx, keys, now) =>
        sql`
          update verifications set
            customer_id = ${ERASED}, customer_subject = ${ERASED}, binding_message = '', spoken_code = '',
            call_reference = null, authorization_details = null, detail = null, sealed = null,
            customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`transfers t`,
      alias: 't',
      key: sql`t.id`,
      keyType: 'text',
      order: sql`t.updated_at`,
      due: sql`(
        t.customer_erased_at is null and t.updated_at < ${before}
        and t.id not in ${liveTransfers(before)} and not ${neverSubmitted})`,
      held: sql`(t.customer_id = any(${held}))`,
      // What was paid stays, without whose money it was, to whom it went and what for. Without its order a draft
      // nobody came back to can be submitted no more; a page that still shows it has another version.
      remove: (tx, keys, now) =>
        sql`
          update transfers set
            customer_id = ${ERASED}, customer_subject = null, form = ${JSON.stringify(emptyForm)}::jsonb, payee_key = null, detail = null,
            policy_sums = '{}', "order" = case when status <> 'draft' and "order" is not null
              then ${JSON.stringify(nobody)}::jsonb || jsonb_build_object('amount', "order" -> 'amount') end,
            version = version + 1, customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`legal_holds h`,
      alias: 'h',
      key: sql`h.id`,
      keyType: 'text',
      order: sql`h.lifted_at`,
      due: sql`(h.customer_erased_at is null and h.lifted_at < ${before})`,
      held: sql`(h.customer_id = any(${held}))`,
      remove: (tx, keys, now) =>
        sql`
          update legal_holds set
            customer_id = ${ERASED}, reason = '', lift_reason = '', customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`reports r`,
      alias: 'r',
      key: sql`r.id`,
      keyType: 'text',
      order: sql`r.reported_at`,
      due: sql`(r.customer_erased_at is null and ${reportIsOver(before)})`,
      held: reportIsHeld(held),
      // That it was reported, in which way and when, stays, and is counted.
      remove: (tx, keys, now) =>
        sql`
          update reports set
            subject = null, customer_id = ${ERASED}, about = null, reason = '', customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`alarms l`,
      alias: 'l',
      key: sql`l.id`,
      keyType: 'text',
      order: sql`l.lifted_at`,
      due: sql`(l.customer_erased_at is null and l.lifted_at < ${before})`,
      held: sql`coalesce(l.customer_id = any(${held}), false)`,
      remove: (tx, keys, now) =>
        sql`
          update alarms set
            subject = null, customer_id = ${ERASED}, lift_reason = '', customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
    {
      counts: 'rows',
      from: sql`request_allowances w`,
      alias: 'w',
      key: sql`w.id`,
      keyType: 'text',
      order: sql`w.expires_at`,
      due: sql`(w.customer_erased_at is null and w.expires_at < ${before})`,
      held: sql`(w.customer_id = any(${held}))`,
      remove: (tx, keys, now) =>
        sql`
          update request_allowances set
            subject = ${ERASED}, customer_id = ${ERASED}, reason = '', customer_erased_at = ${now}
          where id = any(${keys})`.execute(tx),
    },
  ];
}

/** An order that names nobody. */
const nobody = {
  sourceAccount: '',
  payeeName: '',
  payeeAccount: { scheme: 'other', number: '', bank: '' },
  reference: '',
};
