import type { ReactNode } from 'react';
import { say } from '@/messages/figures';
import { ChevronIcon } from '../../ui/icons';

interface Props {
  id: string;
  title: string;
  /** Behind the title, smaller: a unit, or whose hours these are. */
  note?: string;
  message: string;
  legend?: ReactNode;
  chart: ReactNode;
  table: ReactNode;
}

/** A chart under its title and what it says in words, and the figures it is drawn from as a table. */
export function ChartFrame({ id, title, note, message, legend, chart, table }: Props) {
  return (
    <section aria-labelledby={id} className="@container min-w-0 rounded-md border border-rule bg-sheet">
      <div className="px-4 py-3 print:break-inside-avoid">
        <h2 id={id} className="font-semibold text-lg">
          {title}
          {note ? <span className="ml-2 font-normal text-ink-soft text-sm">{note}</span> : null}
        </h2>
        <p className="wrap-anywhere max-w-prose text-ink-soft">{message}</p>
        {chart ? <div className="mt-3">{chart}</div> : null}
        {legend ? <div className="mt-2">{legend}</div> : null}
      </div>
      {/* Paper has no way to open it. */}
      <details className="group border-rule border-t print:details-content:[content-visibility:visible]">
        <summary className="flex min-h-9 cursor-pointer items-center gap-1.5 px-4 text-sm text-seal marker:content-none pointer-coarse:min-h-11 print:hidden [&::-webkit-details-marker]:hidden">
          <ChevronIcon className="size-4 -rotate-90 group-open:rotate-0" />
          <span>{say.asTable({ title, hidden: (text) => <span className="sr-only">{text}</span> })}</span>
        </summary>
        {table}
      </details>
    </section>
  );
}
