import type { Figures } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import { filterHref } from '../filter-address';
import { purposeNames } from '../filter-words';
import { binWords } from './answer-bins';
import { AnswersChart } from './answers-chart';
import { ChartFrame } from './chart-frame';
import { ColumnsChart } from './columns-chart';
import { CountsTable } from './counts-table';
import { axisLabels, daysAsSpans, dayText, spanText, weeksOf } from './days';
import { FiguresTable } from './figures-table';
import {
  answersMessage,
  daysMessage,
  hoursMessage,
  hourText,
  purposesMessage,
  staffMessage,
} from './messages';
import { countText, rateText } from './number-text';
import { OutcomeLegend } from './outcome-paint';
import { zoneText } from './period-text';
import { RowsChart } from './rows-chart';

interface Props {
  figures: Figures;
  filter: HistoryFilter;
}

/** More days than this are drawn as weeks: columns have to stay wide enough to be seen. */
const MOST_DAYS = 100;
/** More people than this are in the table only. */
const MOST_PEOPLE = 12;

export function DaysChart({ figures: { byDay, totals, zone }, filter }: Props) {
  const weekly = byDay.length > MOST_DAYS;
  const spans = weekly ? weeksOf(byDay) : daysAsSpans(byDay);
  const message = daysMessage(spans, totals.total);
  return (
    <ChartFrame
      id="by-day"
      title={weekly ? 'By week' : 'By day'}
      note={zoneText(zone)}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <ColumnsChart
          id="by-day"
          title={message}
          description={`One column for each ${weekly ? 'week, from Monday on' : 'day'}, stacked by outcome with the approved ones at the bottom.`}
          columns={spans.map((span) => ({ key: span.from, name: spanText(span), counts: span.counts }))}
          labels={axisLabels(spans)}
        />
      }
      table={
        <CountsTable
          caption="Verifications by day"
          what="Day"
          rows={byDay.map(({ day, counts }) => ({
            key: day,
            name: dayText(day, 'full'),
            href: filterHref('/history', { ...filter, period: { from: day, to: day } }),
            counts,
          }))}
        />
      }
    />
  );
}

export function HoursChart({ figures }: { figures: Figures }) {
  const { byHour, totals, zone } = figures;
  const message = hoursMessage(figures);
  return (
    <ChartFrame
      id="by-hour"
      title="By hour of day"
      note={zoneText(zone)}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <ColumnsChart
          id="by-hour"
          title={message}
          description={`One column for each hour of the day in ${zoneText(zone)}, stacked by outcome with the approved ones at the bottom.`}
          columns={byHour.map(({ hour, counts }) => ({
            key: String(hour),
            name: `${hourText(hour)} to ${hourText(hour + 1)}`,
            counts,
          }))}
          labels={byHour.map(({ hour }, at) => ({ at, text: String(hour), wide: hour % 3 !== 0 }))}
        />
      }
      table={
        <CountsTable
          caption={`Verifications by hour of day in ${zoneText(zone)}`}
          what="Hour"
          rows={byHour.map(({ hour, counts }) => ({
            key: String(hour),
            name: `${hourText(hour)}–${hourText(hour + 1)}`,
            counts,
          }))}
        />
      }
    />
  );
}

export function TimeToAnswer({ figures }: { figures: Figures }) {
  const { histogram, answers } = figures;
  const message = answersMessage(figures);
  return (
    <ChartFrame
      id="time-to-answer"
      title="Time to answer"
      note="approved and denied"
      message={message}
      chart={
        answers.count > 0 ? (
          <AnswersChart id="time-to-answer" title={message} bins={histogram} answers={answers} />
        ) : null
      }
      table={
        <FiguresTable
          caption="Answers by the time they took"
          head={['Time to answer', 'Answers', 'Share']}
          rows={histogram.map((bin) => ({
            key: String(bin.fromSeconds),
            name: binWords(bin),
            cells: [countText(bin.count), rateText(answers.count > 0 ? bin.count / answers.count : null)],
          }))}
        />
      }
    />
  );
}

export function PurposesChart({ figures, filter }: Props) {
  const { byPurpose, totals } = figures;
  const message = purposesMessage(figures);
  const rows = byPurpose.map(({ purpose, ...rest }) => ({
    key: purpose,
    purpose,
    name: purposeNames[purpose],
    ...rest,
  }));
  return (
    <ChartFrame
      id="by-purpose"
      title="By purpose"
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <RowsChart
          id="by-purpose"
          title={message}
          description="One bar for each purpose, stacked by outcome with the approved ones on the left."
          rows={rows.filter(({ counts }) => counts.total > 0)}
        />
      }
      table={
        <CountsTable
          caption="Verifications by purpose"
          what="Purpose"
          rows={rows.map(({ purpose, ...row }) => ({
            ...row,
            href: filterHref('/history', { ...filter, purpose }),
          }))}
        />
      }
    />
  );
}

export function StaffChart({ figures, filter }: Props) {
  const { byStaff, totals } = figures;
  const message = staffMessage(figures);
  const rows = byStaff.map(({ subject, ...rest }) => ({ key: subject, ...rest }));
  const left = rows.length - MOST_PEOPLE;
  return (
    <ChartFrame
      id="by-staff"
      title="By member of staff"
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <>
          <RowsChart
            id="by-staff"
            title={message}
            description="One bar for each person, who asked most first, stacked by outcome with the approved ones on the left."
            rows={rows.slice(0, MOST_PEOPLE)}
          />
          {left > 0 ? (
            <p className="mt-1 text-ink-soft text-sm">{`And ${countText(left)} more: the table has everybody.`}</p>
          ) : null}
        </>
      }
      table={
        <CountsTable
          caption="Verifications by member of staff"
          what="Member of staff"
          rows={rows.map((row) => ({ ...row, href: filterHref('/history', { ...filter, staff: row.key }) }))}
        />
      }
    />
  );
}
