import type { HistoryFilter } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import type { EndReason } from '@/lib/verification/view';
import { say } from '@/messages/history/filter';
import { dateText } from '../time/format';
import { statusText } from '../verification/words';

export const presetNames = say.presets;
export const purposeNames = say.purposes;

/** The word by which the history tells this end. */
export function reasonName(reason: EndReason): string {
  return statusText({ status: 'failed', reason, grantEnd: null });
}

/** One thing that narrows: what it is, in words, and the filter that is left without it. */
export interface SetFilter {
  readonly field: keyof HistoryFilter;
  readonly label: string;
  readonly without: HistoryFilter;
}

/** What a filter sets, in the order of the form. */
export function whatIsSet(filter: HistoryFilter, staff: readonly StaffMember[]): SetFilter[] {
  const { period, customer, purpose, status, reason, delivery, call } = filter;
  const values: Record<keyof HistoryFilter, string | null> = {
    period: period && periodText(period),
    customer,
    staff: filter.staff && (staff.find(({ subject }) => subject === filter.staff)?.name ?? filter.staff),
    status: status && say.statuses[status],
    reason: reason && reasonName(reason),
    purpose: purpose && say.purposes[purpose],
    delivery: delivery && say.deliveries[delivery],
    call,
  };
  return Object.entries(values).flatMap(([name, value]) => {
    const field = name as keyof HistoryFilter; // the keys of a record of them
    if (value === null) return [];
    const label = say.active.filter({ field: say.fields[field], value });
    return [{ field, label, without: { ...filter, [field]: null } }];
  });
}

/** `The last 7 days`, `1 Nov 2026 to 7 Nov 2026`, `since 1 Nov 2026`. */
export function periodText(period: NonNullable<HistoryFilter['period']>): string {
  if ('preset' in period) return say.presets[period.preset];
  const from = period.from && dateText(period.from, 'short');
  const to = period.to && dateText(period.to, 'short');
  if (from && to) return from === to ? from : say.period.between({ from, to });
  return from ? say.period.since({ from }) : say.period.until({ to: to ?? '' });
}
