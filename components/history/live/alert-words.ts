import { anything } from '@/lib/history/filter/view';
import type { Matter } from '@/lib/history/live/view';
import { statusText } from '../../verification/words';
import { filterHref } from '../filter-address';

/** What is the matter, in a few words. */
export function alertTitle(matter: Matter): string {
  switch (matter.kind) {
    case 'fraud':
      return statusText({ status: 'failed', reason: matter.reason, grantEnd: null });
    case 'customer_locked':
      return 'Customer asked too often';
    case 'unusual_denials':
      return 'Unusually many denials';
    case 'op_unreachable':
      return 'Sign-in service not answering';
    case 'trail_unsound':
      return 'Audit trail not sound';
  }
}

/** The person it is about, by name. */
export function whom(matter: Matter): string | null {
  switch (matter.kind) {
    case 'fraud':
    case 'customer_locked':
      return matter.customer.name;
    case 'unusual_denials':
      return matter.staff.name;
    default:
      return null;
  }
}

/** Where one sees what there is to see. */
export function whereToLook(matter: Matter): { readonly href: string; readonly name: string } {
  switch (matter.kind) {
    case 'fraud':
      return { href: `/history/${encodeURIComponent(matter.verificationId)}`, name: 'See the verification' };
    case 'customer_locked':
      return { href: `/customers/${encodeURIComponent(matter.customer.id)}`, name: 'Open the customer' };
    case 'unusual_denials':
      return {
        href: filterHref('/history', { ...anything, staff: matter.staff.subject, status: 'denied' }),
        name: 'See the denials',
      };
    case 'op_unreachable':
      return {
        href: filterHref('/history', { ...anything, reason: 'op_unreachable' }),
        name: 'See what failed',
      };
    case 'trail_unsound':
      return { href: '/history/audit', name: 'See what was found' };
  }
}

/** `1 request waits` */
export function requests(count: number, one: string, many: string): string {
  return count === 1 ? `1 request ${one}` : `${count} requests ${many}`;
}

/** `about 4 in 100` */
export function inHundred(share: number): string {
  return `about ${Math.max(1, Math.round(share * 100))} in 100`;
}
