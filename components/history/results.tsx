'use client';

import { type ReactNode, useRef } from 'react';
import { say } from '@/messages/history/list';
import { useKeptFocus } from '../ui/use-kept-focus';

/**
 * What a filter leaves, with the filter as words above it. A word that was pressed goes away with what it stood for: the
 * keyboard stays here then, before the next one.
 *
 * @param stage changes with the filter
 * @param label what they are
 */
export function Results({
  stage,
  label = say.verifications,
  children,
}: {
  stage: string;
  label?: string;
  children: ReactNode;
}) {
  const section = useRef<HTMLElement>(null);
  useKeptFocus(section, stage);
  return (
    <section ref={section} tabIndex={-1} aria-label={label} className="outline-none">
      {children}
    </section>
  );
}
