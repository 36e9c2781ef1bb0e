import { readSecurityFilter, type SecurityFilter, securityQuery } from '@/lib/history/security/view';
import type { PageParams } from '../../web/search';
import { tidied } from '../filter-address';

export const SECURITY_PATH = '/history/security';

export function securityHref(filter: SecurityFilter, more: Record<string, string> = {}): string {
  const query = new URLSearchParams(securityQuery(filter));
  for (const [name, value] of Object.entries(more)) query.set(name, value);
  return query.size > 0 ? `${SECURITY_PATH}?${query}` : SECURITY_PATH;
}

/** The filter the page was asked for, and the address it should have had. */
export function askedForEvents(params: PageParams) {
  const { given, fromForm } = tidied(params);
  const { filter, ignored } = readSecurityFilter(given);
  return { filter, ignored, moved: fromForm && ignored.length === 0 ? securityHref(filter) : null };
}
