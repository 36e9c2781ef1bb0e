'use client';

import { say } from '@/messages/history/entry';
import { useHydrated } from '../ui/hydrated';

/** Whose clock the times on the page are by, which matters once it is on paper. */
export function TimesNote() {
  const hydrated = useHydrated();
  if (!hydrated) return null;
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return (
    <p className="mt-4 hidden text-sm print:block">
      {say.printedTimes({ zone: timeZone.replaceAll('_', ' ') })}
    </p>
  );
}
