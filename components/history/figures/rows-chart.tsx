import { scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { approvalRate, type Counts } from '@/lib/history/figures/view';
import { say } from '@/messages/figures';
import { numberText } from '@/messages/locale';
import { isFew, rateText } from './number-text';
import { edgeOf, fillOf } from './outcome-paint';
import { deniedRate, endedOf, type Outcome, outcomes, outcomesText } from './outcomes';
import { percent } from './plot';

interface Row {
  readonly key: string;
  readonly name: string;
  readonly counts: Counts;
}

interface Props {
  id: string;
  title: string;
  description: string;
  rows: readonly Row[];
}

const ROW = 46;
const BAR = 16;
const BAR_AT = 22;
/** What fits beside the figures on the narrowest screen. The table has the whole name. */
const LONGEST_NAME = 22;
const stacked = stack<Row, Outcome>()
  .keys(outcomes)
  .value(({ counts }, outcome) => counts[outcome]);

/** One bar for each, as long as there were verifications, with its figures above it in words. */
export function RowsChart({ id, title, description, rows }: Props) {
  const most = Math.max(1, ...rows.map(({ counts }) => counts.total));
  const x = scaleLinear().domain([0, most]).range([0, 100]);
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      width="100%"
      height={rows.length * ROW}
      className="block overflow-visible"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      {rows.map(({ key, name, counts }, at) => (
        <g key={key} transform={`translate(0 ${at * ROW})`}>
          <title>{say.named({ name, what: outcomesText(counts) })}</title>
          <text y="15" className="fill-ink text-sm">
            {name.length > LONGEST_NAME ? `${name.slice(0, LONGEST_NAME - 1)}…` : name}
          </text>
          <RowFigures counts={counts} />
          <rect y={BAR_AT} width="100%" height={BAR} className="fill-transparent" />
        </g>
      ))}
      {stacked(rows).map((series) => (
        <g key={series.key}>
          {series.map(([from, to], at) =>
            to > from ? (
              <rect
                // biome-ignore lint/suspicious/noArrayIndexKey: rows have no other name within a series.
                key={at}
                x={percent(x(from))}
                width={percent(x(to) - x(from))}
                y={at * ROW + BAR_AT}
                height={BAR}
                fill={fillOf(series.key)}
                className={edgeOf(series.key) || 'stroke-sheet'}
              />
            ) : null,
          )}
        </g>
      ))}
    </svg>
  );
}

/** A rate of a few verifications says so. What the bar shows as well gives way where there is little room. */
function RowFigures({ counts }: { counts: Counts }) {
  const ended = endedOf(counts);
  return (
    <text x="100%" y="15" textAnchor="end" className="fill-ink-soft text-sm">
      <tspan className="fill-ink font-semibold">{numberText(counts.total)}</tspan>
      {ended > 0 ? (
        <>
          {` · ${say.bar.approved({ rate: rateText(approvalRate(counts)) })}`}
          <tspan className="@max-lg:hidden">{` · ${say.bar.denied({ rate: rateText(deniedRate(counts)) })}`}</tspan>
          {isFew(ended) ? ` · ${say.bar.few}` : ''}
        </>
      ) : counts.total > 0 ? (
        ` · ${say.bar.noneEnded}`
      ) : null}
    </text>
  );
}
