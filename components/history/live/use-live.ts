'use client';

import { useCallback, useState } from 'react';
import type { LiveView } from '@/lib/history/live/view';
import { useTopic } from '../../web/use-topic';
import { newsBetween } from './told';

interface Live {
  readonly view: LiveView;
  /** What a screen reader is to say. */
  readonly news: string;
  /** The line to the server is down. */
  readonly lost: boolean;
  readonly accept: (view: LiveView) => void;
}

/** The live dashboard as it is now. */
export function useLive(initial: LiveView): Live {
  const [{ view, news }, setLive] = useState({ view: initial, news: '' });
  const accept = useCallback((next: LiveView) => {
    setLive((last) =>
      // The answer to a press and the stream may overtake one another.
      next.now < last.view.now ? last : { view: next, news: newsBetween(last.view, next) ?? last.news },
    );
  }, []);
  const lost = useTopic('live', accept);
  return { view, news, lost, accept };
}
