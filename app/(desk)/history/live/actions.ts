'use server';

import { takeAlert as take } from '@/lib/history/live/take';
import type { LiveView } from '@/lib/history/live/view';
import { act } from '@/lib/web/action';
import type { Result } from '@/lib/web/view';

/** Answers with how things are then, so that nobody waits for the stream to see what they did. */
export async function takeAlert(alertId: string): Promise<Result<LiveView>> {
  return act([alertId], async (deps, actor, id) => {
    await take(deps, actor, id);
    return deps.wall.read();
  });
}
