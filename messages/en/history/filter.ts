import type { ReactNode } from 'react';
import type { HistoryFilter, Preset } from '@/lib/history/filter/view';
import type { Purpose, Status } from '@/lib/verification/view';
import { rich } from '../../rich';
import { numberText } from '../locale';

export const say = {
  presets: {
    today: 'Today',
    yesterday: 'Yesterday',
    '7d': 'The last 7 days',
    '30d': 'The last 30 days',
    '90d': 'The last 90 days',
    '365d': 'The last 365 days',
  } satisfies Record<Preset, string>,

  purposes: {
    account_access: 'Account access',
    wire_transfer: 'Wire transfer',
  } satisfies Record<Purpose, string>,

  statuses: {
    requested: 'Being sent',
    pending: 'Waiting for the customer',
    approved: 'Approved',
    denied: 'Denied',
    expired: 'Expired',
    cancelled: 'Cancelled',
    failed: 'Failed',
  } satisfies Record<Status, string>,

  deliveries: {
    poll: 'Poll',
    ping: 'Ping',
    push: 'Push',
  } satisfies Record<NonNullable<HistoryFilter['delivery']>, string>,

  fields: {
    period: 'Period',
    customer: 'Customer',
    staff: 'Requested by',
    status: 'Status',
    reason: 'End reason',
    purpose: 'Purpose',
    delivery: 'Delivery',
    call: 'Call reference',
    kind: 'Kind',
  } satisfies Record<keyof HistoryFilter | 'kind', string>,

  /** The two days of a period. */
  days: {
    from: 'From',
    to: 'To',
  },

  period: {
    between: ({ from, to }: { from: string; to: string }) => `${from} to ${to}`,
    since: ({ from }: { from: string }) => `since ${from}`,
    until: ({ to }: { to: string }) => `until ${to}`,
  },

  form: {
    name: 'Filter the history',
    fold: 'Filter',
    /** How many filters are set. The number is enough for the eye: `unseen` is read out alone. */
    set: ({ filters, unseen }: { filters: number; unseen: (words: string) => ReactNode }) =>
      rich`${numberText(filters)}${unseen(' set')}`,
    anyTime: 'Any time',
    anybody: 'Anybody',
    any: 'Any',
    betweenDays: 'From one day to another',
    zone: ({ zone }: { zone: string }) => `Days in ${zone} time`,
    customerHint: 'Name or number',
    apply: 'Apply filters',
  },

  /** What is filtered by, each with the way to be rid of it. */
  active: {
    name: 'Active filters',
    filter: ({ field, value }: { field: string; value: string }) => `${field}: ${value}`,
    remove: ({ filter }: { filter: string }) => `Remove filter ${filter}`,
    clear: 'Clear all',
  },

  ignored: ({ fields }: { fields: readonly string[] }) =>
    `This address asks for something that cannot be chosen here. Ignored: ${fields.map((field) => `“${field}”`).join(', ')}.`,

  /** By what is listed. */
  tooManyCustomers: {
    verifications:
      'Too many customers have this name: some of their verifications are missing here. Type more of the name, or the number.',
    reports:
      'Too many customers have this name: some of their reports are missing here. Type more of the name, or the number.',
    alarms:
      'Too many customers have this name: some of their alarms are missing here. Type more of the name, or the number.',
  },
};
