import type { SecurityFilter } from '@/lib/history/security/view';
import type { StaffMember } from '@/lib/history/view';
import { say as history } from '@/messages/history/filter';
import { say } from '@/messages/history/security';
import { periodText } from '../filter-words';

interface SetField {
  readonly label: string;
  /** The filter that is left without it. */
  readonly without: SecurityFilter;
}

/** What a filter sets, in the order of the form. */
export function whatIsSet(filter: SecurityFilter, staff: readonly StaffMember[]): SetField[] {
  const { period, kind } = filter;
  const { fields, active } = history;
  const set = (field: string, value: string, without: SecurityFilter): SetField => ({
    label: active.filter({ field, value }),
    without,
  });
  const name = filter.staff && (staff.find(({ subject }) => subject === filter.staff)?.name ?? filter.staff);
  return [
    ...(period ? [set(fields.period, periodText(period), { ...filter, period: null })] : []),
    ...(kind ? [set(fields.kind, say.filter.kinds[kind], { ...filter, kind: null })] : []),
    ...(name ? [set(say.filter.staff, name, { ...filter, staff: null })] : []),
  ];
}
