'use client';

import { type RefObject, useEffect, useRef } from 'react';

/**
 * The button that was pressed may be gone with its stage: keeps the keyboard where the work is.
 *
 * @param stage changes whenever what stands in the element becomes something else
 */
export function useKeptFocus(element: RefObject<HTMLElement | null>, stage: string): void {
  const lastStage = useRef(stage);
  useEffect(() => {
    if (lastStage.current === stage) return;
    lastStage.current = stage;
    if (document.activeElement === document.body) element.current?.focus({ preventScroll: true });
  }, [element, stage]);
}
