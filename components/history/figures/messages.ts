import { approvalRate, type Figures } from '@/lib/history/figures/view';
import { purposeNames } from '../filter-words';
import { type Span, spanText } from './days';
import { countText, isFew, rateText, secondsText } from './number-text';
import { endedOf } from './outcomes';
import { zoneText } from './period-text';

/** What a chart shows, in a sentence or two: its name for those who cannot see it, and the line above it for all. */

export function answersMessage({ answers: { count, median, p95 } }: Figures): string {
  if (count === 0) return 'No customer answered in this period.';
  if (isFew(count))
    return `Only ${answersText(count)}, the middle one after ${secondsText(median)}: too few to tell much.`;
  return `Half of ${answersText(count)} came within ${secondsText(median)}, 95 of 100 within ${secondsText(p95)}.`;
}

export function daysMessage(spans: readonly Span[], total: number): string {
  const [first, ...rest] = spans;
  if (!first) return 'The period has no days.';
  if (rest.length === 0) return `All ${countText(total)} were requested on ${spanText(first)}.`;
  const busiest = rest.reduce((most, each) => (each.counts.total > most.counts.total ? each : most), first);
  const weekly = spans.some((span) => span.from !== span.to);
  const without = spans.filter(({ counts }) => counts.total === 0).length;
  const [one, many] = weekly ? ['week', 'weeks'] : ['day', 'days'];
  const quiet =
    without === 0 ? '' : ` Nobody was asked on ${countText(without)} ${without === 1 ? one : many}.`;
  return `The busiest ${one} was ${spanText(busiest)}: ${countText(busiest.counts.total)} of ${countText(total)}.${
    weekly ? quiet.replace(' on ', ' in ') : quiet
  }`;
}

export function hoursMessage({ byHour, totals, zone }: Figures): string {
  const [first, ...rest] = byHour;
  if (!first) return 'There are no hours to tell of.';
  const busiest = rest.reduce((most, each) => (each.counts.total > most.counts.total ? each : most), first);
  return `Most were requested from ${hourText(busiest.hour)} to ${hourText(busiest.hour + 1)} (${zoneText(zone)}): ${countText(
    busiest.counts.total,
  )} of ${countText(totals.total)}.`;
}

export function purposesMessage({ byPurpose }: Figures): string {
  return byPurpose
    .filter(({ counts }) => counts.total > 0)
    .map(
      ({ purpose, counts }) =>
        `${purposeNames[purpose]}: ${countText(counts.total)}, ${approvedText(counts)}.`,
    )
    .join(' ');
}

/** Nobody is named for a rate here: who was denied often may just have had the difficult calls. */
export function staffMessage({ byStaff, totals }: Figures): string {
  const asking = byStaff.filter(({ counts }) => counts.total > 0);
  const [most] = asking;
  if (!most) return 'Nobody asked in this period.';
  if (asking.length === 1)
    return `${most.name} asked for all ${countText(totals.total)}, ${approvedText(totals)}.`;
  return `${countText(asking.length)} people asked, ${most.name} most often: ${countText(most.counts.total)} of ${countText(
    totals.total,
  )}. Of everybody’s, ${approvedText(totals)}.`;
}

/** `71.2% approved`, with a word of warning where a rate says little. */
function approvedText(counts: Parameters<typeof approvalRate>[0]): string {
  const rate = approvalRate(counts);
  if (rate === null) return 'none ended yet';
  return `${rateText(rate)} approved${isFew(endedOf(counts)) ? ' (a small number)' : ''}`;
}

/** `09:00`; midnight at the end of a day is `24:00`. */
export function hourText(hour: number): string {
  return `${String(hour).padStart(2, '0')}:00`;
}

function answersText(count: number): string {
  return count === 1 ? 'one answer' : `${countText(count)} answers`;
}
