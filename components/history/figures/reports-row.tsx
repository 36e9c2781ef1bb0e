import { anyReport, reportsQuery } from '@/lib/alarms/filter/view';
import { type ReportSource, reportSources } from '@/lib/alarms/view';
import type { Figures, ReportCounts } from '@/lib/history/figures/view';
import { anything, type HistoryFilter } from '@/lib/history/filter/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { sourceWords } from '../../alarms/source-words';
import { changeOfCount } from './change';
import { Tile } from './tile';

interface Props {
  figures: Pick<Figures, 'reports' | 'before'>;
  filter: HistoryFilter;
}

/** What was reported in the period, in which way, and how many alarms it raised, each against the period before. */
export function ReportsRow({ figures: { reports, before }, filter }: Props) {
  const { period, customer } = filter;
  // The list of reports knows nothing of what narrows verifications.
  const listed = JSON.stringify(filter) === JSON.stringify({ ...anything, period, customer });
  const href = (source: ReportSource) =>
    listed ? `/history/reports?${reportsQuery({ ...anyReport, period, customer, source })}` : null;
  return (
    <section
      aria-labelledby="reports-heading"
      className="mt-4 overflow-hidden rounded-md border border-rule print:break-inside-avoid"
    >
      <h2 id="reports-heading" className="border-rule border-b bg-sheet px-4 py-2 font-semibold">
        {say.reports.heading}
      </h2>
      <dl
        aria-label={say.reports.label}
        className="grid grid-cols-2 gap-px bg-rule sm:grid-cols-3 xl:grid-cols-6 print:grid-cols-3"
      >
        {reportSources.map((source) => (
          <Tile
            key={source}
            label={sourceWords[source].name}
            value={numberText(reports.bySource[source])}
            change={changeOfCount(reports.bySource[source], before ? before.reports.bySource[source] : null)}
            href={href(source)}
          />
        ))}
        <Tile
          label={say.reports.alarms}
          value={numberText(reports.alarms)}
          change={changeOfCount(reports.alarms, before ? before.reports.alarms : null)}
          href={listed && !period ? '/alarms' : null}
        />
      </dl>
    </section>
  );
}

export function hasReports({ bySource, alarms }: ReportCounts): boolean {
  return alarms > 0 || Object.values(bySource).some((count) => count > 0);
}
