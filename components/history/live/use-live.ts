'use client';

import { useCallback, useState } from 'react';
import type { LiveView } from '@/lib/history/live/view';
import { useEvents } from '../../web/use-events';
import { newsBetween } from './told';

interface Live {
  readonly view: LiveView;
  /** What a screen reader is to say. */
  readonly news: string;
  /** The line to the server is down. */
  readonly lost: boolean;
  readonly accept: (view: LiveView) => void;
}

/** The wall as it is now. */
export function useLive(initial: LiveView): Live {
  const [{ view, news }, setLive] = useState({ view: initial, news: '' });
  const accept = useCallback((next: LiveView) => {
    setLive((last) =>
      // The answer to a press and the stream may overtake one another.
      next.now < last.view.now ? last : { view: next, news: newsBetween(last.view, next) ?? last.news },
    );
  }, []);
  const take = useCallback(
    (data: string) => {
      accept(JSON.parse(data) as LiveView); // the event's contract
      return false;
    },
    [accept],
  );
  const lost = useEvents('/api/history/live/events', 'live', take);
  return { view, news, lost, accept };
}
