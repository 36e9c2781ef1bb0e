import type { ReactNode } from 'react';

interface Props {
  title: string;
  /** The timeline brings a frame of its own. */
  framed?: boolean;
  children: ReactNode;
}

/** One part of an entry, found by its heading. */
export function EntrySection({ title, framed = true, children }: Props) {
  const id = title.toLowerCase().replaceAll(' ', '-');
  return (
    <section aria-labelledby={id} className={framed ? 'break-inside-avoid' : ''}>
      <h2 id={id} className="mb-2 break-after-avoid font-semibold text-lg">
        {title}
      </h2>
      {framed ? (
        <div className="rounded-md border border-rule bg-sheet print:rounded-none print:border-x-0 print:bg-transparent">
          {children}
        </div>
      ) : (
        children
      )}
    </section>
  );
}
