import Link from 'next/link';
import type { ReactNode } from 'react';
import { say } from '@/messages/figures';
import type { Change } from './change';

interface Props {
  label: string;
  /** Tells the outcome apart from its neighbours, besides the word. */
  picture?: ReactNode;
  value: string;
  /** What the value is of, or how little it says. */
  note?: string | null;
  change: Change;
  /** The list of the verifications it counts. */
  href?: string | null;
  large?: boolean;
  className?: string;
}

/** One figure under its name, and what it was before. The link covers all of it. */
export function Tile({ label, picture, value, note, change, href, large = false, className = '' }: Props) {
  return (
    <div
      className={`relative flex min-w-0 flex-col bg-sheet px-4 py-3 print:px-2.5 print:py-1.5 has-[a:hover]:bg-paper has-[a:focus-visible]:bg-seal-wash ${className}`}
    >
      <dt className="flex items-center gap-1.5 text-ink-soft text-sm">
        {picture}
        {label}
      </dt>
      <dd className={`font-bold tracking-tight ${large ? 'text-[2rem] leading-tight' : 'text-xl'}`}>
        {href ? (
          <Link
            href={href}
            prefetch={false}
            aria-label={say.headline.list({ value, label })}
            className="outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:outline-seal focus-visible:after:-outline-offset-2"
          >
            {value}
          </Link>
        ) : (
          value
        )}
      </dd>
      <dd className="text-ink-soft text-xs">
        <span aria-hidden="true">{change.shown}</span>
        <span className="sr-only">{change.spoken}</span>
      </dd>
      {note ? <dd className="text-ink-soft text-xs">{note}</dd> : null}
    </div>
  );
}
