import type { HistoryFilter, Preset } from '@/lib/history/filter/view';
import type { StaffMember } from '@/lib/history/view';
import type { EndReason, Purpose, Status } from '@/lib/verification/view';
import { dateText } from '../time/format';
import { statusText } from '../verification/words';

export const presetNames: Record<Preset, string> = {
  today: 'Today',
  yesterday: 'Yesterday',
  '7d': 'The last 7 days',
  '30d': 'The last 30 days',
  '90d': 'The last 90 days',
  '365d': 'The last 365 days',
};

export const purposeNames: Record<Purpose, string> = {
  account_access: 'Account access',
  wire_transfer: 'Wire transfer',
};

export const statusNames: Record<Status, string> = {
  requested: 'Being sent',
  pending: 'Waiting for the customer',
  approved: 'Approved',
  denied: 'Denied',
  expired: 'Expired',
  cancelled: 'Cancelled',
  failed: 'Failed',
};

export const deliveryNames: Record<NonNullable<HistoryFilter['delivery']>, string> = {
  poll: 'Poll',
  ping: 'Ping',
  push: 'Push',
};

/** The word by which the history tells this end. */
export function reasonName(reason: EndReason): string {
  return statusText({ status: 'failed', reason, grantEnd: null });
}

/** The names the fields have, also for what an address says and nobody could choose. */
export const fieldNames: Record<keyof HistoryFilter | 'kind', string> = {
  period: 'Period',
  customer: 'Customer',
  staff: 'Requested by',
  status: 'Status',
  reason: 'End reason',
  purpose: 'Purpose',
  delivery: 'Delivery',
  call: 'Call reference',
  kind: 'Kind',
};

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
    status: status && statusNames[status],
    reason: reason && reasonName(reason),
    purpose: purpose && purposeNames[purpose],
    delivery: delivery && deliveryNames[delivery],
    call,
  };
  return Object.entries(values).flatMap(([name, value]) => {
    const field = name as keyof HistoryFilter; // the keys of a record of them
    if (value === null) return [];
    return [{ field, label: `${fieldNames[field]}: ${value}`, without: { ...filter, [field]: null } }];
  });
}

/** `The last 7 days`, `1 Nov 2026 to 7 Nov 2026`, `since 1 Nov 2026`. */
export function periodText(period: NonNullable<HistoryFilter['period']>): string {
  if ('preset' in period) return presetNames[period.preset];
  const { from, to } = period;
  if (from && to)
    return from === to ? dateText(from, 'short') : `${dateText(from, 'short')} to ${dateText(to, 'short')}`;
  return from ? `since ${dateText(from, 'short')}` : `until ${dateText(to ?? '', 'short')}`;
}
