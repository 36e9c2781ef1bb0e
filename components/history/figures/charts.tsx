import type { Figures } from '@/lib/history/figures/view';
import type { HistoryFilter } from '@/lib/history/filter/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { filterHref } from '../filter-address';
import { purposeNames } from '../filter-words';
import { binWords } from './answer-bins';
import { AnswersChart } from './answers-chart';
import { ChartFrame } from './chart-frame';
import {
  answersMessage,
  daysMessage,
  hoursMessage,
  hourText,
  purposesMessage,
  staffMessage,
} from './chart-messages';
import { ColumnsChart } from './columns-chart';
import { CountsTable } from './counts-table';
import { axisLabels, daysAsSpans, dayText, spanText, weeksOf } from './days';
import { FiguresTable } from './figures-table';
import { rateText } from './number-text';
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
      title={weekly ? say.byDay.weeks : say.byDay.days}
      note={zoneText(zone)}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <ColumnsChart
          id="by-day"
          title={message}
          description={weekly ? say.byDay.drawnByWeek : say.byDay.drawnByDay}
          columns={spans.map((span) => ({ key: span.from, name: spanText(span), counts: span.counts }))}
          labels={axisLabels(spans)}
        />
      }
      table={
        <CountsTable
          caption={say.byDay.caption}
          what={say.byDay.what}
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
      title={say.byHour.title}
      note={zoneText(zone)}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <ColumnsChart
          id="by-hour"
          title={message}
          description={say.byHour.drawn({ zone: zoneText(zone) })}
          columns={byHour.map(({ hour, counts }) => ({
            key: String(hour),
            name: say.byHour.span({ from: hourText(hour), to: hourText(hour + 1) }),
            counts,
          }))}
          labels={byHour.map(({ hour }, at) => ({ at, text: String(hour), wide: hour % 3 !== 0 }))}
        />
      }
      table={
        <CountsTable
          caption={say.byHour.caption({ zone: zoneText(zone) })}
          what={say.byHour.what}
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
      title={say.answers.title}
      note={say.answers.note}
      message={message}
      chart={
        answers.count > 0 ? (
          <AnswersChart id="time-to-answer" title={message} bins={histogram} answers={answers} />
        ) : null
      }
      table={
        <FiguresTable
          caption={say.answers.caption}
          head={[say.answers.what, say.answers.number, say.answers.share]}
          rows={histogram.map((bin) => ({
            key: String(bin.fromSeconds),
            name: binWords(bin),
            cells: [numberText(bin.count), rateText(answers.count > 0 ? bin.count / answers.count : null)],
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
      title={say.byPurpose.title}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <RowsChart
          id="by-purpose"
          title={message}
          description={say.byPurpose.drawn}
          rows={rows.filter(({ counts }) => counts.total > 0)}
        />
      }
      table={
        <CountsTable
          caption={say.byPurpose.caption}
          what={say.byPurpose.what}
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
      title={say.byStaff.title}
      message={message}
      legend={<OutcomeLegend totals={totals} />}
      chart={
        <>
          <RowsChart
            id="by-staff"
            title={message}
            description={say.byStaff.drawn}
            rows={rows.slice(0, MOST_PEOPLE)}
          />
          {left > 0 ? (
            <p className="mt-1 text-ink-soft text-sm">{say.byStaff.more({ people: left })}</p>
          ) : null}
        </>
      }
      table={
        <CountsTable
          caption={say.byStaff.caption}
          what={say.byStaff.what}
          rows={rows.map((row) => ({ ...row, href: filterHref('/history', { ...filter, staff: row.key }) }))}
        />
      }
    />
  );
}
