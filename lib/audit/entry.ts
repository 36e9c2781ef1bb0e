import type { Actor, Stranger } from '../actor';
import type { SecurityAction } from './security-actions';

/** Everything that is recorded. Verification changes carry the name of their event. */
type AuditAction =
  | SecurityAction
  | 'staff.signed_in'
  | 'staff.signed_out'
  /** Not by the person themselves. */
  | 'security.session_ended'
  | 'verification.requested'
  | 'verification.acknowledged'
  | 'verification.refused'
  | 'verification.interrupted'
  | 'verification.pinged'
  | 'verification.slowed_down'
  | 'verification.op_lost'
  | 'verification.op_found'
  | 'verification.approved'
  | 'verification.denied'
  | 'verification.expired'
  | 'verification.deadline_passed'
  | 'verification.cancelled'
  | 'verification.failed'
  | 'verification.data_viewed'
  | 'verification.grant_ended'
  | 'verification.denial_explained'
  | 'verification.alarm_raised'
  | 'report.made'
  | 'alarm.raised'
  | 'alarm.lifted'
  | 'request_guard.one_more_allowed'
  | 'security.cap_reached'
  | 'sensitive_data.read'
  | 'transfer.drafted'
  | 'transfer.edited'
  | 'transfer.reopened'
  | 'transfer.submitted'
  | 'transfer.second_person_agreed'
  | 'transfer.second_person_refused'
  | 'transfer.customer_approved'
  | 'transfer.customer_denied'
  | 'transfer.customer_did_not_answer'
  | 'transfer.verification_failed'
  | 'transfer.altered'
  | 'transfer.approval_lapsed'
  | 'transfer.execution_started'
  | 'transfer.executed'
  /** The bank says so of a transfer that had ended otherwise here: somebody has to look. */
  | 'transfer.executed_after_end'
  | 'transfer.postponed'
  | 'transfer.refused_by_bank'
  | 'transfer.answer_lost'
  | 'transfer.reconciled'
  | 'transfer.cancelled'
  | 'transfer.alarm_raised'
  | 'customer.viewed'
  /** How much one person searched within a quarter of an hour, and whom they opened. */
  | 'customers.searched'
  | 'transfer.viewed'
  | 'history.entry_viewed'
  | 'history.searched'
  | 'alarms.searched'
  | 'alarm.viewed'
  | 'reports.searched'
  | 'report.viewed'
  | 'history.exported'
  | 'history.export_ended'
  | 'audit.exported'
  | 'audit.proved'
  /** What was recorded before there was a chain became its beginning. */
  | 'audit.chain_started'
  | 'alert.taken'
  | 'legal_hold.placed'
  | 'legal_hold.lifted'
  | 'retention.applied';

type Details = Readonly<Record<string, string | number | boolean | null>>;

/**
 * Who did what, when, for which customer. Neither of the details ever holds a token, a secret or an `auth_req_id`.
 * What tells of a person is apart from the rest, because it is removed in time and the rest stays for good.
 */
export interface AuditEntry {
  readonly at: Date;
  readonly actor: Actor | Stranger;
  readonly action: AuditAction;
  readonly verificationId?: string;
  readonly transferId?: string;
  readonly customerId?: string;
  readonly details?: Details;
  /** What was said to the customer or is theirs: messages, payees, accounts. */
  readonly personal?: Details;
}

/** Port: appends to the trail outside of a verification's own transaction. A failed append fails the deed. */
export interface AuditLog {
  append(entry: AuditEntry): Promise<void>;
}
