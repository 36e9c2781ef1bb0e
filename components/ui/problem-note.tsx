import { WarningIcon } from './icons';

/** What went wrong with something the person just did, near where they did it. */
export function ProblemNote({ message, children }: { message: string; children?: React.ReactNode }) {
  return (
    <div
      role="alert"
      className="flex flex-wrap items-center gap-x-3 gap-y-2 rounded-sm border border-edge bg-sheet px-3 py-2 text-ink text-sm"
    >
      <WarningIcon className="size-5 text-ink-soft" />
      <span className="min-w-0 max-w-prose flex-1 basis-56">{message}</span>
      {children}
    </div>
  );
}
