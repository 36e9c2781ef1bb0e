import { anything } from '@/lib/history/filter/view';
import type { Matter } from '@/lib/history/live/view';
import { say } from '@/messages/live';
import { statusText } from '../../verification/words';
import { filterHref } from '../filter-address';

/** What is the matter, in a few words. */
export function alertTitle(matter: Matter): string {
  switch (matter.kind) {
    case 'fraud':
      return statusText({ status: 'failed', reason: matter.reason, grantEnd: null });
    case 'unusual_searches':
      return say.searchesTitle(matter);
    default:
      return say.titles[matter.kind];
  }
}

/** The same, and whom it is about. */
export function titleAndWhom(matter: Matter): string {
  return say.alerts.about({ title: alertTitle(matter), whom: whom(matter) });
}

/** The person it is about, by name. */
export function whom(matter: Matter): string | null {
  switch (matter.kind) {
    case 'alarm':
    case 'fraud':
    case 'customer_locked':
      return matter.customer.name;
    case 'staff_limit':
    case 'unusual_requests':
    case 'unusual_denials':
    case 'unusual_searches':
      return matter.staff.name;
    default:
      return null;
  }
}

/** Where one sees what there is to see; null where that is outside of the desk. */
export function whereToLook(matter: Matter): { readonly href: string; readonly name: string } | null {
  switch (matter.kind) {
    case 'alarm':
      return { href: `/alarms/${encodeURIComponent(matter.alarmId)}`, name: say.whereToLook.alarm };
    case 'staff_limit':
    case 'unusual_requests':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject }),
        name: say.whereToLook.whomTheyAsked,
      };
    case 'wrong_subjects':
      return {
        href: filterHref('/history', { ...anything, reason: 'wrong_subject' }),
        name: say.whereToLook.verifications,
      };
    case 'fraud':
      return {
        href: `/history/${encodeURIComponent(matter.verificationId)}`,
        name: say.whereToLook.verification,
      };
    case 'customer_locked':
      return { href: `/customers/${encodeURIComponent(matter.customer.id)}`, name: say.whereToLook.customer };
    case 'unusual_denials':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject, status: 'denied' }),
        name: say.whereToLook.denials,
      };
    case 'unusual_searches':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject }),
        name: say.whereToLook.whomTheyAsked,
      };
    case 'op_unreachable':
      return {
        href: filterHref('/history', { ...anything, reason: 'op_unreachable' }),
        name: say.whereToLook.failed,
      };
    case 'setup_fault':
      return {
        href: filterHref('/history', { ...anything, reason: matter.reason }),
        name: say.whereToLook.failed,
      };
    case 'trail_unsound':
      return { href: '/history/audit', name: say.whereToLook.findings };
    case 'notifications_lost':
      return null;
  }
}
