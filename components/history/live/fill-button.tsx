'use client';

import type { RefObject } from 'react';
import { say } from '@/messages/live';
import { Button } from '../../ui/button';
import { useHydrated } from '../../ui/hydrated';

/** A wall needs no search box: the element alone on the whole screen. Escape ends it, as browsers say themselves. */
export function FillButton({ element }: { element: RefObject<HTMLElement | null> }) {
  const hydrated = useHydrated();
  if (!hydrated || !document.fullscreenEnabled) return null;
  return (
    // Refused only where a policy forbids it; then everything stays as it is.
    <Button look="quiet" onClick={() => void element.current?.requestFullscreen().catch(() => {})}>
      {say.fullScreen}
    </Button>
  );
}
