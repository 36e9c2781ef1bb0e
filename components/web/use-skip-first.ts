'use client';

import { useCallback, useRef } from 'react';

/** For a topic that says at once, and then at each change, that there is something new: what came with the page is known. */
export function useSkipFirst(onNews: () => void): () => void {
  const first = useRef(true);
  return useCallback(() => {
    if (!first.current) onNews();
    first.current = false;
  }, [onNews]);
}
