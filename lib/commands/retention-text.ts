import type { Amount, Keeping } from '../retention/view';

/** One class as the command tells it. */
export interface RetentionLine extends Keeping {
  /** What would go, or what went. Null where it is kept for good. */
  readonly goes: Amount | null;
  readonly held: Amount | null;
  /** `elsewhere`: a running desk is at it. Null where nothing was to be done. */
  readonly outcome: 'done' | 'elsewhere' | 'failed' | null;
  readonly problem: string | null;
}

const headings = (dryRun: boolean) => [
  '',
  'kept',
  'what is older than',
  dryRun ? 'would go' : 'went',
  'on hold',
];

/** What a person reads: a table, and under it whatever did not go as it should. */
export function retentionText(lines: readonly RetentionLine[], dryRun: boolean): string {
  const rows = [headings(dryRun), ...lines.map(rowOf)];
  const widths = headings(dryRun).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  );
  const notes = lines.flatMap(({ class: name, outcome, problem }) =>
    outcome === 'failed'
      ? [`  ${name} could not be removed: ${problem}`]
      : outcome === 'elsewhere'
        ? [`  ${name}: a running desk is removing it right now.`]
        : [],
  );
  const end = dryRun ? ['  Nothing was changed.'] : [];
  return [table.join('\n'), ...[...notes, ...end].map((note) => `\n${note}`)].join('\n');
}

function rowOf({ class: name, days, follows, before, goes, held, outcome }: RetentionLine): string[] {
  if (days === null) return [name, 'for good', '', '', ''];
  return [
    name,
    `${days === 1 ? '1 day' : `${days} days`}${follows ? ` (as ${follows})` : ''}`,
    before?.slice(0, 16).replace('T', ' ') ?? '',
    outcome === 'failed' || outcome === 'elsewhere' ? '–' : amountText(goes),
    amountText(held),
  ];
}

function amountText(amount: Amount | null): string {
  if (!amount || amount.rows + amount.records === 0) return 'nothing';
  const count = (n: number, one: string) =>
    n === 0 ? [] : [`${n.toLocaleString('en-GB')} ${one}${n === 1 ? '' : 's'}`];
  return [...count(amount.rows, 'row'), ...count(amount.records, 'audit record')].join(', ');
}
