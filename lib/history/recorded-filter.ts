import type { AuditEntry } from '../audit/entry';
import type { HistoryFilter } from './filter/view';

/** Whether it is about one person: one of staff, one of customers, or one call. */
export function looksForPerson({ staff, customer, call }: HistoryFilter): boolean {
  return staff !== null || customer !== null || call !== null;
}

/** A filter as it is recorded: what names a person apart, because that is removed in time. */
export function recordedFilter(filter: HistoryFilter): Required<Pick<AuditEntry, 'details' | 'personal'>> {
  const { period, staff, customer, call, ...rest } = filter;
  const days = period === null ? {} : 'preset' in period ? { period: period.preset } : period;
  return { details: set({ ...days, ...rest }), personal: set({ staff, customer, call }) };
}

function set(values: Readonly<Record<string, string | null>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).flatMap(([name, value]) => (value === null ? [] : [[name, value]])),
  );
}
