import type { ReactNode } from 'react';

interface Props {
  id: string;
  /** What the chart says, in a sentence. */
  title: string;
  /** How it is drawn. */
  description: string;
  /** Of the part the columns stand in, in pixels. */
  height: number;
  ticks: readonly { readonly y: number; readonly text: string }[];
  /** `x` in percent; `wide`: left out where there is little room. */
  labels: readonly { readonly x: number; readonly text: string; readonly wide: boolean }[];
  /** What the labels count, below them. */
  unit?: string;
  children: ReactNode;
}

const TOP = 20;
const BELOW = 24;
const UNIT = 18;

/**
 * The frame of a chart with columns. Heights are pixels and widths percent, so that one drawing fits every width
 * and its letters keep their size.
 */
export function Plot({ id, title, description, height, ticks, labels, unit, children }: Props) {
  // Room for the longest number, which stands to the left of the drawing itself.
  const gutter = 10 + Math.max(...ticks.map(({ text }) => text.length)) * 8;
  return (
    <svg
      role="img"
      aria-labelledby={`${id}-title ${id}-description`}
      height={TOP + height + BELOW + (unit ? UNIT : 0)}
      style={{ width: `calc(100% - ${gutter}px)`, marginLeft: gutter }}
      className="block overflow-visible"
    >
      <title id={`${id}-title`}>{title}</title>
      <desc id={`${id}-description`}>{description}</desc>
      <g transform={`translate(0 ${TOP})`}>
        <g textAnchor="end" className="fill-ink-soft stroke-rule text-xs">
          {ticks.map(({ y, text }) => (
            <g key={text}>
              <line x1="0" x2="100%" y1={y} y2={y} />
              <text x="-8" y={y + 4} stroke="none">
                {text}
              </text>
            </g>
          ))}
        </g>
        {children}
        <line x1="0" x2="100%" y1={height} y2={height} className="stroke-edge" />
        <g textAnchor="middle" className="fill-ink-soft text-xs">
          {labels.map(({ x, text, wide }) => (
            <text key={x} x={percent(x)} y={height + 17} className={wide ? '@max-xl:hidden' : ''}>
              {text}
            </text>
          ))}
        </g>
        {unit ? (
          <text x="100%" y={height + 17 + UNIT} textAnchor="end" className="fill-ink-soft text-xs">
            {unit}
          </text>
        ) : null}
      </g>
    </svg>
  );
}

export function percent(value: number): string {
  return `${Number(value.toFixed(3))}%`;
}
