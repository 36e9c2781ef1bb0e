import Link from 'next/link';
import { type AnswerTimes, approvalRate, type Counts } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { FiguresTable } from './figures-table';
import { rateText, secondsText } from './number-text';
import { deniedRate, outcomes } from './outcomes';

interface Row {
  readonly key: string;
  readonly name: string;
  /** The list of the verifications counted here. */
  readonly href?: string;
  readonly counts: Counts;
  readonly answers?: AnswerTimes;
}

interface Props {
  caption: string;
  /** What the rows are: days, hours, people. */
  what: string;
  rows: readonly Row[];
}

/** Every outcome in a column of its own, with the rates; and how long answers took, where that is known. */
export function CountsTable({ caption, what, rows }: Props) {
  const timed = rows.some(({ answers }) => answers);
  return (
    <FiguresTable
      caption={caption}
      head={[
        what,
        say.table.total,
        ...outcomes.map((outcome) => say.outcomes[outcome]),
        say.table.reported,
        say.table.approvalRate,
        say.table.deniedRate,
        ...(timed ? [say.table.median, say.table.p95] : []),
      ]}
      rows={rows.map(({ key, name, href, counts, answers }) => ({
        key,
        name: href && counts.total > 0 ? linked(name, href) : name,
        cells: [
          numberText(counts.total),
          ...outcomes.map((outcome) => numberText(counts[outcome])),
          numberText(counts.fraudReports),
          rateText(approvalRate(counts)),
          rateText(deniedRate(counts)),
          ...(answers ? [secondsText(answers.median), secondsText(answers.p95)] : []),
        ],
      }))}
    />
  );
}

function linked(name: string, href: string) {
  return (
    <Link href={href} prefetch={false}>
      {name}
    </Link>
  );
}
