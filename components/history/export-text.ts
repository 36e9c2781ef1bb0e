import type { ExportProgress } from '@/lib/history/export/view';
import { say as list } from '@/messages/history/list';

const say = list.export;

interface Told {
  readonly line: string;
  /** The same without numbers that run, so that a screen reader is not spoken over. */
  readonly spoken: string;
  readonly bad: boolean;
}

/** @param lost the desk could not be asked */
export function exportText(progress: ExportProgress | null, lost: boolean): Told {
  if (!progress) return { ...same(lost ? say.notStarted : say.starting), bad: false };
  const { state, written, total } = progress;
  switch (state) {
    case 'running':
      return { line: say.running({ written, total }), spoken: say.runningSpoken, bad: false };
    case 'finished':
      return { ...same(say.finished({ written })), bad: false };
    case 'broken_off':
      return { ...same(say.brokenOff({ written, total })), bad: true };
  }
}

const same = (line: string) => ({ line, spoken: line });
