import type { Actor } from '../actor';
import type { VerificationEvent } from '../verification/state';
import type { Verification } from '../verification/verification';
import { newReportId, type Report } from './report';
import type { ReportSource } from './view';

/**
 * The reports that an event of a verification amounts to, also one that came too late to change it: a customer who says
 * that they are not on a call says so whatever became of the request.
 */
export function reportsOf(v: Verification, event: VerificationEvent, actor: Actor, at: Date): Report[] {
  switch (event.type) {
    case 'denied':
      return event.fraudReported ? [reportOn(v, 'provider', actor, at)] : [];
    case 'denial_explained':
      return event.answer === 'pressed_nothing' ? [reportOn(v, 'denial', actor, at)] : [];
    case 'failed': {
      if (event.reason !== 'wrong_subject') return [];
      const asked = reportOn(v, 'wrong_subject', actor, at);
      if (!event.answeredBy) return [asked];
      // Whoever answered for somebody else may be a victim too. Who they are, the directory knows or not.
      return [asked, { ...asked, id: newReportId(), subject: event.answeredBy, customerId: null }];
    }
    default:
      return [];
  }
}

/** A report about the customer of a verification. */
export function reportOn(
  v: Verification,
  source: ReportSource,
  reporter: Actor,
  at: Date,
  reason = '',
): Report {
  return {
    id: newReportId(),
    source,
    at,
    reporter,
    transmitter: null,
    subject: v.customerSubject,
    customerId: v.customerId,
    about: null,
    verificationId: v.id,
    askedBy: v.staffSubject,
    reason,
  };
}
