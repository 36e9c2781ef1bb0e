import { isOver, type VerificationView } from '@/lib/verification/view';
import { titleOf } from '@/messages/title';
import { statusText, type Tone, toneOf, wordsAfterAlarm } from '../verification/words';

/** How each tone is written where there is no colour. */
export const pageSigns: Record<Tone, string> = {
  wait: '…',
  good: '✓',
  bad: '✕',
  alarm: '✕',
  fault: '✕',
  calm: '–',
};

/** The browser tab tells how the verification stands: the agent may be looking at another one. */
export function pageTitle(name: string, view: VerificationView | null, settled = false): string {
  if (!view || (!view.mine && isOver(view))) return titleOf(name);
  const after = settled ? wordsAfterAlarm(view) : null;
  if (after) return `${pageSigns[after.tone]} ${after.status} · ${name}`;
  return `${pageSigns[toneOf(view)]} ${statusText(view)} · ${name}`;
}
