import type { ReactNode } from 'react';

/** A list of facts: what each is on the left, the fact itself beside it. */
export function Facts({ children }: { children: ReactNode }) {
  return <dl>{children}</dl>;
}

export function Fact({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="flex gap-x-4 gap-y-0.5 border-rule px-4 py-2 not-last:border-b max-sm:flex-col">
      <dt className="w-36 shrink-0 text-ink-soft text-sm sm:pt-px">{label}</dt>
      <dd className="wrap-anywhere min-w-0 flex-1">{children}</dd>
    </div>
  );
}
