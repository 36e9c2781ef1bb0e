import type { Figures as Of } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import { say } from '@/messages/figures';
import { DaysChart, HoursChart, PurposesChart, StaffChart, TimeToAnswer } from './charts';
import { Headline } from './headline';
import { NoFigures } from './no-figures';
import { OutcomePatterns } from './outcome-paint';
import { beforeText, countedText, zoneText } from './period-text';
import { hasReports, ReportsRow } from './reports-row';

interface Props {
  figures: Of;
  /** What is counted; its period is what the page chose where nobody did. */
  filter: HistoryFilter;
}

/** The figures of a period: the numbers everybody asks for, then what they are made of. */
export function Figures({ figures, filter }: Props) {
  const { totals, byDay, zone } = figures;
  return (
    <>
      {byDay.length > 0 ? (
        <p className="mt-3 text-ink-soft text-sm">
          {say.period.counted({
            days: <strong className="font-semibold text-ink">{countedText(figures)}</strong>,
            zone: zoneText(zone),
            comparison: beforeText(figures),
          })}
        </p>
      ) : null}
      <div className="mt-3">
        {totals.total === 0 ? (
          <>
            <NoFigures filter={filter} />
            {hasReports(figures.reports) ? <ReportsRow figures={figures} filter={filter} /> : null}
          </>
        ) : (
          <>
            <OutcomePatterns />
            <Headline figures={figures} filter={filter} />
            <ReportsRow figures={figures} filter={filter} />
            {/* Two columns of their own, so that an opened table leaves no hole beside it. */}
            <div className="mt-4 grid items-start gap-4 *:grid *:min-w-0 *:gap-4 xl:grid-cols-2 print:block print:*:block print:*:*:mb-4">
              <div>
                <DaysChart figures={figures} filter={filter} />
                <HoursChart figures={figures} />
                <PurposesChart figures={figures} filter={filter} />
              </div>
              <div>
                <TimeToAnswer figures={figures} />
                <StaffChart figures={figures} filter={filter} />
              </div>
            </div>
          </>
        )}
      </div>
    </>
  );
}
