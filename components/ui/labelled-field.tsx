import type { ReactNode } from 'react';

export const fieldControl =
  'h-9 w-full min-w-0 rounded-sm border border-edge bg-sheet px-3 text-base text-ink pointer-coarse:h-11';

/** A field of a filter, with its name above. */
export function LabelledField({ id, label, children }: { id: string; label: string; children: ReactNode }) {
  return (
    <div className="min-w-0">
      <label htmlFor={id} className="block font-semibold text-sm">
        {label}
      </label>
      <div className="mt-1">{children}</div>
    </div>
  );
}
