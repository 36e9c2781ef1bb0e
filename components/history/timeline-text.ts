import type { TimelineItem } from '@/lib/history/view';

const texts: Readonly<Record<string, string>> = {
  'staff.signed_in': 'Signed in',
  'staff.signed_out': 'Signed out',
  'staff.sign_in_failed': 'A sign-in failed',
  'security.refused': 'Somebody was refused',
  'security.forged': 'Something forged was sent',
  'security.cap_reached': 'A limit was reached',
  'request_guard.one_more_allowed': 'One more request was allowed',
  'report.made': 'Somebody reported that this is not the customer',
  'alarm.raised': 'The alarm was raised',
  'alarm.lifted': 'The alarm was lifted',
  'verification.requested': 'Verification requested',
  'verification.acknowledged': 'The sign-in service took the request',
  'verification.refused': 'The sign-in service refused the request',
  'verification.interrupted': 'The desk was restarted before the request was confirmed',
  'verification.pinged': 'The sign-in service said that there is an answer',
  'verification.slowed_down': 'The sign-in service asked us to ask less often',
  'verification.op_lost': 'The sign-in service stopped answering',
  'verification.op_found': 'The sign-in service answered again',
  'verification.approved': 'The customer approved',
  'verification.denied': 'The customer denied',
  'verification.expired': 'The request expired',
  'verification.deadline_passed': 'Nobody answered in time',
  'verification.cancelled': 'The request was cancelled',
  'verification.failed': 'The verification failed',
  'verification.data_viewed': 'The data came on screen',
  'verification.grant_ended': 'The approval was put out of use',
  'verification.denial_explained': 'The caller explained the denial',
  'verification.alarm_raised': 'An alarm stopped it',
  'sensitive_data.read': 'Sensitive data was read',
  'sensitive_data.refused': 'Sensitive data was refused',
  'transfer.drafted': 'A transfer was drafted',
  'transfer.edited': 'The draft was changed',
  'transfer.reopened': 'The transfer was opened for a change',
  'transfer.submitted': 'The transfer was submitted',
  'transfer.second_person_agreed': 'The second person agreed to the transfer',
  'transfer.second_person_refused': 'The second person refused the transfer',
  'transfer.customer_approved': 'The customer approved the transfer',
  'transfer.customer_denied': 'The customer denied the transfer',
  'transfer.customer_did_not_answer': 'The customer did not answer about the transfer in time',
  'transfer.verification_failed': 'The approval of the transfer could not be trusted',
  'transfer.approval_lapsed': 'The approval lapsed before the bank was asked',
  'transfer.altered': 'What was approved is not what stood there',
  'transfer.postponed': 'The bank could not be asked yet',
  'transfer.execution_started': 'The bank was asked to execute the transfer',
  'transfer.executed': 'The bank executed the transfer',
  'transfer.executed_after_end': 'The bank executed the transfer after it had ended here',
  'transfer.refused_by_bank': 'The bank refused the transfer',
  'transfer.answer_lost': 'The bank’s answer about the transfer was lost',
  'transfer.reconciled': 'A supervisor reconciled the transfer',
  'transfer.cancelled': 'The transfer was cancelled',
  'transfer.alarm_raised': 'An alarm stopped the transfer',
  'transfer.attempt_refused': 'Somebody tried what they may not',
  'transfer.viewed': 'The transfer was looked at',
  'customer.viewed': 'The customer’s page was opened',
  'customers.searched': 'Customers were searched for',
  'history.entry_viewed': 'This record was looked at',
  'history.searched': 'The history was searched',
  'alarms.searched': 'Alarms were searched',
  'alarm.viewed': 'The alarm was looked at',
  'reports.searched': 'Reports were searched',
  'report.viewed': 'The report was looked at',
  'history.exported': 'The history was exported',
  'history.export_ended': 'The export of the history ended',
  'audit.exported': 'The audit trail was exported',
  'audit.proved': 'The audit trail was proved',
  'audit.chain_started': 'What had been recorded became the beginning of the chain',
  'alert.taken': 'Somebody began to handle the alert',
  'legal_hold.placed': 'A legal hold was placed on the customer',
  'legal_hold.lifted': 'The legal hold on the customer was lifted',
  'retention.applied': 'What was no longer to be kept was removed',
};

/** What was recorded, in words. An action this version does not know yet is shown as it is. */
export function timelineText({ action, details }: Pick<TimelineItem, 'action' | 'details'>): string {
  if (action === 'verification.denied' && details.fraudReported === true)
    return 'The customer denied: they said they are not on a call';
  return Object.hasOwn(texts, action) ? (texts[action] ?? action) : action;
}

/** Whoever acts without being a person, by the name under which it is recorded. */
const machines: Readonly<Record<string, string>> = {
  op: 'Sign-in service',
  poller: 'Countersign',
  recovery: 'Countersign',
  executor: 'Countersign',
  keeper: 'Countersign',
  transmitter: 'Security event',
  clock: 'Countersign',
};

/** Who it was, in words. People are recorded by the names they are called. */
export function actorText({ kind, name }: TimelineItem['actor']): string {
  return kind === 'system' && Object.hasOwn(machines, name) ? (machines[name] ?? name) : name;
}
