import { approvalRate, type Figures } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { purposeNames } from '../filter-words';
import { type Span, spanText } from './days';
import { isFew, rateText, secondsText } from './number-text';
import { endedOf } from './outcomes';
import { zoneText } from './period-text';

/** What a chart shows, in a sentence or two: its name for those who cannot see it, and the line above it for all. */

const words = say.chart;

export function answersMessage({ answers: { count, median, p95 } }: Figures): string {
  if (count === 0) return words.noAnswers;
  const times = { number: count, median: secondsText(median), p95: secondsText(p95) };
  return isFew(count) ? words.fewAnswers(times) : words.answers(times);
}

export function daysMessage(spans: readonly Span[], total: number): string {
  const [first, ...rest] = spans;
  if (!first) return words.noDays;
  if (rest.length === 0) return words.oneDay({ total, day: spanText(first) });
  const busiest = rest.reduce((most, each) => (each.counts.total > most.counts.total ? each : most), first);
  const weekly = spans.some((span) => span.from !== span.to);
  const told = {
    span: spanText(busiest),
    number: busiest.counts.total,
    total,
    quiet: spans.filter(({ counts }) => counts.total === 0).length,
  };
  return weekly ? words.busiestWeek(told) : words.busiestDay(told);
}

export function hoursMessage({ byHour, totals, zone }: Figures): string {
  const [first, ...rest] = byHour;
  if (!first) return words.noHours;
  const busiest = rest.reduce((most, each) => (each.counts.total > most.counts.total ? each : most), first);
  return words.busiestHour({
    from: hourText(busiest.hour),
    to: hourText(busiest.hour + 1),
    zone: zoneText(zone),
    number: busiest.counts.total,
    total: totals.total,
  });
}

export function purposesMessage({ byPurpose }: Figures): string {
  return byPurpose
    .filter(({ counts }) => counts.total > 0)
    .map(({ purpose, counts }) =>
      words.purpose({
        purpose: purposeNames[purpose],
        number: counts.total,
        approved: approvedText(counts),
      }),
    )
    .join(' ');
}

/** Nobody is named for a rate here: who was denied often may just have had the difficult calls. */
export function staffMessage({ byStaff, totals }: Figures): string {
  const asking = byStaff.filter(({ counts }) => counts.total > 0);
  const [most] = asking;
  if (!most) return words.nobodyAsked;
  const told = { name: most.name, total: totals.total, approved: approvedText(totals) };
  return asking.length === 1
    ? words.onePersonAsked(told)
    : words.peopleAsked({ ...told, people: asking.length, number: most.counts.total });
}

/** `71.2% approved`, with a word of warning where a rate says little. */
function approvedText(counts: Parameters<typeof approvalRate>[0]): string {
  const rate = approvalRate(counts);
  return rate === null
    ? words.noneEnded
    : words.approved({ rate: rateText(rate), isFew: isFew(endedOf(counts)) });
}

/** `09:00`; midnight at the end of a day is `24:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}
