/**
 * What an export has of each verification, in this order: what is new comes last, and no name ever changes. Times are ISO
 * 8601 in UTC; `report_sources` are in alphabetical order with spaces between.
 */
export const columns = [
  'id',
  'requested_at',
  'ended_at',
  'answer_seconds',
  'status',
  'reason',
  'detail',
  'purpose',
  'delivery',
  'staff_id',
  'staff_name',
  'customer_id',
  'customer_number',
  'customer_name',
  'call_reference',
  'transfer_id',
  'scope',
  'binding_message',
  'grant_end',
  'data_first_viewed_at',
  'report_sources',
  'denial_answer',
] as const;

type Column = (typeof columns)[number];

/** One line of an export. What was never there, is not to be told yet or was removed in time is null. */
export type ExportRow = { readonly [column in Exclude<Column, 'answer_seconds'>]: string | null } & {
  readonly id: string;
  readonly requested_at: string;
  readonly answer_seconds: number | null;
};
