import { scaleBand, scaleLinear } from 'd3-scale';
import type { AnswerTimes, Bin } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { binText, binWords, placeOf } from './answer-bins';
import { secondsText } from './number-text';
import { Plot, percent } from './plot';

interface Props {
  id: string;
  title: string;
  bins: readonly Bin[];
  answers: AnswerTimes;
}

const HEIGHT = 168;
/** The marks' words stand above the columns, one line each. */
const MARKS = 44;

/** How many customers answered how quickly, with the two times everybody asks for marked in it. */
export function AnswersChart({ id, title, bins, answers: { median, p95 } }: Props) {
  const most = Math.max(1, ...bins.map(({ count }) => count));
  const y = scaleLinear().domain([0, most]).nice(4).range([HEIGHT, MARKS]);
  const x = scaleBand<number>()
    .domain(bins.map((_, at) => at))
    .range([0, 100])
    .paddingInner(0.12)
    .paddingOuter(0.06);
  const left = (at: number) => x(at) ?? 0;
  return (
    <Plot
      id={id}
      title={title}
      description={say.answers.drawn}
      height={HEIGHT}
      ticks={y
        .ticks(4)
        .filter(Number.isInteger)
        .map((value) => ({ y: y(value), text: numberText(value) }))}
      labels={bins.map((bin, at) => ({
        x: left(at) + x.bandwidth() / 2,
        text: binText(bin),
        wide: at % 3 !== 0,
      }))}
      unit={say.answers.unit}
    >
      {bins.map((bin, at) => (
        <g key={bin.fromSeconds}>
          <title>{say.named({ name: binWords(bin), what: numberText(bin.count) })}</title>
          <rect
            x={percent(left(at))}
            width={percent(x.bandwidth())}
            y={y(bin.count)}
            height={HEIGHT - y(bin.count)}
            className="fill-seal"
          />
        </g>
      ))}
      <Mark says={say.answers.median} seconds={median} bins={bins} line={0} />
      <Mark says={say.answers.p95} seconds={p95} bins={bins} line={1} />
    </Plot>
  );
}

interface MarkProps {
  says: (mark: { time: string }) => string;
  seconds: number | null;
  bins: readonly Bin[];
  /** Which line its words stand in, so that two marks close together stay readable. */
  line: number;
}

function Mark({ says, seconds, bins, line }: MarkProps) {
  const place = seconds === null ? null : placeOf(seconds, bins);
  if (place === null) return null;
  const at = percent((place / bins.length) * 100);
  const y = line * 18;
  // Words of a mark in the right half stand to its left, or they would leave the chart.
  const toTheRight = place < bins.length / 2;
  return (
    <>
      {/* On the sheet's colour, so that it is seen across a column too. */}
      <line x1={at} x2={at} y1={y} y2={HEIGHT} strokeWidth="3" className="stroke-sheet" />
      <line x1={at} x2={at} y1={y} y2={HEIGHT} strokeDasharray="4 3" className="stroke-ink" />
      <text
        x={at}
        dx={toTheRight ? 5 : -5}
        y={y + 10}
        textAnchor={toTheRight ? 'start' : 'end'}
        className="fill-ink text-xs"
      >
        {says({ time: secondsText(seconds) })}
      </text>
    </>
  );
}
