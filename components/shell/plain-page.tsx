import type { ReactNode } from 'react';

/** A page outside the shell: one matter, upper third of the screen, nothing else to look at. */
export function PlainPage({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh max-w-lg flex-col items-start px-6 pt-[18vh] pb-12">
      {children}
    </main>
  );
}
