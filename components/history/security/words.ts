import type { SecurityFilter, SecurityKind } from '@/lib/history/security/view';
import type { StaffMember } from '@/lib/history/view';
import { fieldNames, periodText } from '../filter-words';

export const kindNames: Record<SecurityKind, string> = {
  refused: 'Refused',
  forged: 'Forged',
  sign_in: 'Failed sign-ins',
  cap: 'Limits',
  report: 'Reports',
  alarm: 'Alarms',
};

/** Who is looked for is whoever tried, not whoever asked. */
export const STAFF_FIELD = 'Member of staff';

interface SetField {
  readonly label: string;
  /** The filter that is left without it. */
  readonly without: SecurityFilter;
}

/** What a filter sets, in the order of the form. */
export function whatIsSet(filter: SecurityFilter, staff: readonly StaffMember[]): SetField[] {
  const { period, kind } = filter;
  const name = filter.staff && (staff.find(({ subject }) => subject === filter.staff)?.name ?? filter.staff);
  return [
    ...(period
      ? [{ label: `${fieldNames.period}: ${periodText(period)}`, without: { ...filter, period: null } }]
      : []),
    ...(kind
      ? [{ label: `${fieldNames.kind}: ${kindNames[kind]}`, without: { ...filter, kind: null } }]
      : []),
    ...(name ? [{ label: `${STAFF_FIELD}: ${name}`, without: { ...filter, staff: null } }] : []),
  ];
}
