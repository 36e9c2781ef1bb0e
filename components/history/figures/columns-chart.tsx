import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import type { Counts } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import type { AxisLabel } from './days';
import { edgeOf, fillOf } from './outcome-paint';
import { type Outcome, outcomes, outcomesText } from './outcomes';
import { Plot, percent } from './plot';

interface Column {
  readonly key: string;
  readonly name: string;
  readonly counts: Counts;
}

interface Props {
  id: string;
  title: string;
  description: string;
  columns: readonly Column[];
  labels: readonly AxisLabel[];
}

const HEIGHT = 168;
/** With so few columns there is room for the sum above each. */
const FEW_COLUMNS = 14;
const stacked = stack<Column, Outcome>()
  .keys(outcomes)
  .value(({ counts }, outcome) => counts[outcome]);

/** One column for each day or hour, stacked by outcome. */
export function ColumnsChart({ id, title, description, columns, labels }: Props) {
  const most = Math.max(1, ...columns.map(({ counts }) => counts.total));
  const y = scaleLinear().domain([0, most]).nice(4).range([HEIGHT, 0]);
  const x = scaleBand<number>()
    .domain(columns.map((_, at) => at))
    .range([0, 100])
    .paddingInner(columns.length > 60 ? 0.15 : 0.25)
    // A few columns would fill the whole width, and look like a wall.
    .paddingOuter(columns.length < 5 ? 2 : 0.1);
  const left = (at: number) => x(at) ?? 0;
  return (
    <Plot
      id={id}
      title={title}
      description={description}
      height={HEIGHT}
      ticks={y
        .ticks(4)
        .filter(Number.isInteger)
        .map((value) => ({ y: y(value), text: numberText(value) }))}
      labels={labels.map(({ at, ...label }) => ({ ...label, x: left(at) + x.bandwidth() / 2 }))}
    >
      {stacked(columns).map((series) => (
        <g key={series.key}>
          {series.map((segment, at) => (
            <Segment
              // biome-ignore lint/suspicious/noArrayIndexKey: columns have no other name within a series.
              key={at}
              outcome={series.key}
              x={left(at)}
              width={x.bandwidth()}
              top={y(segment[1])}
              bottom={y(segment[0])}
            />
          ))}
        </g>
      ))}
      {columns.length > FEW_COLUMNS
        ? null
        : columns.map(({ key, counts }, at) =>
            counts.total > 0 ? (
              <text
                key={key}
                x={percent(left(at) + x.bandwidth() / 2)}
                y={y(counts.total) - 5}
                textAnchor="middle"
                className={`fill-ink text-xs ${columns.length > 8 ? '@max-md:hidden' : ''}`}
              >
                {numberText(counts.total)}
              </text>
            ) : null,
          )}
      {columns.map(({ key, name, counts }, at) => (
        <rect
          key={key}
          x={percent(left(at))}
          width={percent(x.bandwidth())}
          y="0"
          height={HEIGHT}
          className="fill-transparent"
        >
          <title>{say.named({ name, what: outcomesText(counts) })}</title>
        </rect>
      ))}
    </Plot>
  );
}

interface SegmentProps {
  outcome: Outcome;
  x: number;
  width: number;
  top: number;
  bottom: number;
}

/** A line of the sheet's colour parts it from what stands on it, as long as that leaves something of it. */
function Segment({ outcome, x, width, top, bottom }: SegmentProps) {
  const height = bottom - top;
  if (height <= 0) return null;
  return (
    <rect
      x={percent(x)}
      width={percent(width)}
      y={height > 3 ? top + 1 : top}
      height={height > 3 ? height - 1 : height}
      fill={fillOf(outcome)}
      className={edgeOf(outcome)}
    />
  );
}
