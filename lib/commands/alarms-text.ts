import type { AlarmCustomer, AlarmView, ReportView } from '../alarms/view';

/** One alarm as the command tells it. Dates are ISO 8601. */
export interface AlarmLine {
  readonly id: string;
  readonly standing: boolean;
  readonly raisedAt: string;
  readonly customer: AlarmCustomer | null;
  /** Whose subject it is: the OpenID provider, and its `sub`. Null once it was removed in time. */
  readonly issuer: string;
  readonly subject: string | null;
  /** The newest first. */
  readonly reports: readonly Omit<ReportView, 'id'>[];
  readonly lifted: AlarmView['lifted'];
}

/** What a person reads: a table, those that stand first. */
export function alarmsText(lines: readonly AlarmLine[]): string {
  if (lines.length === 0) return '  There are none.';
  const rows = [['raised (UTC)', 'customer', '', 'reported', 'state'], ...lines.map(rowOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  );
  const standing = lines.filter((line) => line.standing).length;
  return `${table.join('\n')}\n\n  ${standing === 1 ? '1 stands.' : `${standing} stand.`}`;
}

function rowOf({ raisedAt, customer, subject, reports, lifted }: AlarmLine): string[] {
  const [newest] = reports;
  const by = newest ? `${newest.source}${newest.by ? ` (${newest.by})` : ''}` : '';
  return [
    minute(raisedAt),
    customer?.id ? customer.number : (subject ?? ''),
    customer?.name ?? '',
    reports.length > 1 ? `${by} and ${reports.length - 1} more` : by,
    lifted ? `lifted ${minute(lifted.at)} by ${lifted.by}` : 'stands',
  ];
}

/** `2026-11-22 14:32` */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
