import { say } from '@/messages/commands';
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

/** What a person reads: a table, and under it whatever did not go as it should. */
export function retentionText(lines: readonly RetentionLine[], dryRun: boolean): string {
  const words = say.retention;
  const { name, kept, older, held } = words.columns;
  const headings = [name, kept, older, dryRun ? words.wouldGo : words.went, held];
  const rows = [headings, ...lines.map(rowOf)];
  const widths = headings.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const table = rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join('   ')}`.trimEnd(),
  );
  const notes = lines.flatMap(({ class: name, outcome, problem }) =>
    outcome === 'failed'
      ? [words.failed({ name, problem: problem ?? '' })]
      : outcome === 'elsewhere'
        ? [words.elsewhere({ name })]
        : [],
  );
  const end = dryRun ? [words.unchanged] : [];
  return [table.join('\n'), ...[...notes, ...end].map((note) => `\n  ${note}`)].join('\n');
}

function rowOf({ class: name, days, follows, before, goes, held, outcome }: RetentionLine): string[] {
  if (days === null) return [name, say.retention.forGood, '', '', ''];
  return [
    name,
    say.retention.kept({ days, follows }),
    before?.slice(0, 16).replace('T', ' ') ?? '',
    outcome === 'failed' || outcome === 'elsewhere' ? '–' : amountText(goes),
    amountText(held),
  ];
}

function amountText(amount: Amount | null): string {
  if (!amount || amount.rows + amount.records === 0) return say.retention.nothing;
  return say.retention.amount(amount);
}
