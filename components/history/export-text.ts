import type { ExportProgress } from '@/lib/history/export/view';

interface Told {
  readonly line: string;
  /** The same without numbers that run, so that a screen reader is not spoken over. */
  readonly spoken: string;
  readonly bad: boolean;
}

/** @param lost the desk could not be asked */
export function exportText(progress: ExportProgress | null, lost: boolean): Told {
  if (!progress)
    return lost
      ? { ...same('The export has not begun yet.'), bad: false }
      : { ...same('The export begins.'), bad: false };
  const { state, written, total } = progress;
  switch (state) {
    case 'running':
      return {
        line: `Exporting ${number(written)} of ${number(total)}…`,
        spoken: 'Exporting.',
        bad: false,
      };
    case 'finished':
      return {
        ...same(`Exported: ${number(written)} ${written === 1 ? 'verification' : 'verifications'}.`),
        bad: false,
      };
    case 'broken_off':
      return {
        ...same(
          `The export broke off after ${number(written)} of ${number(total)}. The file is not whole; export again.`,
        ),
        bad: true,
      };
  }
}

const same = (line: string) => ({ line, spoken: line });
const number = (value: number) => value.toLocaleString('en-GB');
