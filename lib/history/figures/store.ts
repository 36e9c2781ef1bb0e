import type { Purpose } from '../../verification/view';
import type { HistoryQuery } from '../store';
import type { Counts, ReportCounts } from './view';

/** How often each time to answer was measured: tenths of a second, each once, in any order. */
export type Distribution = readonly (readonly [tenths: number, times: number])[];

/** Verifications that were requested between `at` and the next multiple of the bin's length. */
export interface TimeBin {
  readonly at: Date;
  readonly counts: Counts;
}

/** What one member of staff asked for one purpose. */
export interface Group {
  readonly subject: string;
  readonly name: string;
  readonly purpose: Purpose;
  readonly counts: Counts;
  readonly answers: Distribution;
}

export interface Counted {
  readonly bins: readonly TimeBin[];
  readonly groups: readonly Group[];
  readonly reports: ReportCounts;
  /** Null when no period before was asked for. */
  readonly before: Before | null;
}

interface Before {
  readonly counts: Counts;
  readonly answers: Distribution;
  readonly reports: ReportCounts;
}

/** Port: counts what the history holds. */
export interface FiguresStore {
  /**
   * Everything as of one moment, so that the figures agree with each other. Bins begin at multiples of `binMinutes`
   * since 1970, and those without any verification are left out.
   */
  count(query: HistoryQuery, before: HistoryQuery | null, binMinutes: 15 | 60): Promise<Counted>;
}
