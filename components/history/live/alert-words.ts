import { anything } from '@/lib/history/filter/view';
import type { Matter, StaffLimit } from '@/lib/history/live/view';
import { statusText } from '../../verification/words';
import { filterHref } from '../filter-address';

/** What is the matter, in a few words. */
export function alertTitle(matter: Matter): string {
  switch (matter.kind) {
    case 'alarm':
      return 'Alarm';
    case 'fraud':
      return statusText({ status: 'failed', reason: matter.reason, grantEnd: null });
    case 'staff_limit':
      return 'A limit was reached';
    case 'unusual_requests':
      return 'Many asked, few approved';
    case 'wrong_subjects':
      return 'Wrong people answer: check the set-up';
    case 'customer_locked':
      return 'Customer asked too often';
    case 'unusual_denials':
      return 'Unusually many denials';
    case 'unusual_searches':
      return matter.limited ? 'Too many searches' : 'Unusual searches';
    case 'op_unreachable':
      return 'Sign-in service not answering';
    case 'trail_unsound':
      return 'Audit trail not sound';
    case 'notifications_lost':
      return 'Pages are late: check the set-up';
  }
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
      return { href: `/alarms/${encodeURIComponent(matter.alarmId)}`, name: 'See the alarm' };
    case 'staff_limit':
    case 'unusual_requests':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject }),
        name: 'See whom they asked',
      };
    case 'wrong_subjects':
      return {
        href: filterHref('/history', { ...anything, reason: 'wrong_subject' }),
        name: 'See the verifications',
      };
    case 'fraud':
      return { href: `/history/${encodeURIComponent(matter.verificationId)}`, name: 'See the verification' };
    case 'customer_locked':
      return { href: `/customers/${encodeURIComponent(matter.customer.id)}`, name: 'Open the customer' };
    case 'unusual_denials':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject, status: 'denied' }),
        name: 'See the denials',
      };
    case 'unusual_searches':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject }),
        name: 'See whom they asked',
      };
    case 'op_unreachable':
      return {
        href: filterHref('/history', { ...anything, reason: 'op_unreachable' }),
        name: 'See what failed',
      };
    case 'trail_unsound':
      return { href: '/history/audit', name: 'See what was found' };
    case 'notifications_lost':
      return null;
  }
}

/** How much is too much. */
export const limitWords: Readonly<Record<StaffLimit, string>> = {
  staff_limit: 'as many customers as one person may within a minute',
  staff_shift_limit: 'as many customers as one person may within a shift',
};

/** `saw 4,120 customers in 310 searches, opened 2 of them and asked none.` */
export function searchesText({
  searches,
  customersSeen,
  opened,
  asked,
  limited,
}: Extract<Matter, { kind: 'unusual_searches' }>): string {
  const saw = `saw ${counted(customersSeen, 'customer')} in ${counted(searches, 'search', 'searches')}`;
  const then = `opened ${opened || 'none'} of them and asked ${asked || 'none'} to verify`;
  return limited ? `reached the limit of searches a minute, ${saw}, ${then}.` : `${saw}, ${then}.`;
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/** `1 request waits` */
export function requests(count: number, one: string, many: string): string {
  return count === 1 ? `1 request ${one}` : `${count} requests ${many}`;
}

/** `about 4 in 100` */
export function inHundred(share: number): string {
  return `about ${Math.max(1, Math.round(share * 100))} in 100`;
}
