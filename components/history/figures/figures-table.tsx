import type { ReactNode } from 'react';

interface TableRow {
  readonly key: string;
  readonly name: ReactNode;
  readonly cells: readonly string[];
}

interface Props {
  caption: string;
  /** What the rows are, then what each number is. */
  head: readonly [string, ...string[]];
  rows: readonly TableRow[];
}

/** Said once for all cells: there may be four thousand of them. */
const cells =
  'text-sm [&_td]:whitespace-nowrap [&_td]:pr-4 [&_th]:py-1.5 [&_th]:pr-4 [&_th]:font-normal print:[&_td]:pr-2 print:[&_th]:py-0.5 print:[&_th]:pr-2';
/** What a row is stays in sight while its numbers are scrolled. */
const named =
  '[&_tr>:first-child]:sticky [&_tr>:first-child]:left-0 [&_tr>:first-child]:bg-sheet [&_tr>:first-child]:pl-4 [&_tr>:first-child]:text-left print:[&_tr>:first-child]:static';
const links =
  '[&_a]:inline-block [&_a]:min-h-6 [&_a]:text-seal [&_a]:underline [&_a]:decoration-seal/40 [&_a]:underline-offset-2 [&_a:hover]:decoration-seal print:[&_a]:min-h-0 print:[&_a]:text-ink print:[&_a]:no-underline';

/** The numbers behind a chart. On narrow screens it is scrolled sideways, with the keyboard too. */
export function FiguresTable({ caption, head: [what, ...columns], rows }: Props) {
  return (
    <section
      aria-label={caption}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls has to be reached with the keyboard.
      tabIndex={0}
      className="max-h-112 overflow-auto -outline-offset-2 print:max-h-none print:overflow-visible"
    >
      <table className={`w-full text-right ${cells} ${named} ${links} print:text-[0.625rem]`}>
        <caption className="sr-only">{caption}</caption>
        <thead className="sticky top-0 z-1 bg-sheet text-ink-soft text-xs print:static print:text-[0.625rem]">
          <tr className="border-rule border-y">
            <th scope="col">{what}</th>
            {columns.map((column) => (
              <th key={column} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, cells }) => (
            <tr key={key} className="border-rule not-last:border-b">
              <th scope="row" className="wrap-anywhere min-w-40 print:min-w-20">
                {name}
              </th>
              {cells.map((cell, at) => (
                <td key={columns[at]}>{cell}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
