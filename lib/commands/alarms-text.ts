import { say } from '@/messages/commands';
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
  const words = say.alarms;
  if (lines.length === 0) return `  ${words.none}`;
  const { raised, customer, reported, state } = words.columns;
  const rows = [[raised, customer, '', reported, state], ...lines.map(rowOf)];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  );
  const alarms = lines.filter((line) => line.standing).length;
  return `${table.join('\n')}\n\n  ${words.standingInAll({ alarms })}`;
}

function rowOf({ raisedAt, customer, subject, reports, lifted }: AlarmLine): string[] {
  const words = say.alarms;
  const [newest] = reports;
  return [
    minute(raisedAt),
    customer?.id ? customer.number : (subject ?? ''),
    customer?.name ?? '',
    newest
      ? words.reported({ source: words.sources[newest.source], by: newest.by, more: reports.length - 1 })
      : '',
    lifted ? words.lifted({ at: minute(lifted.at), by: lifted.by }) : words.standing,
  ];
}

/** `2026-11-22 14:32` */
function minute(iso: string): string {
  return iso.slice(0, 16).replace('T', ' ');
}
