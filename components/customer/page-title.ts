import { isOver, type VerificationView } from '@/lib/verification/view';
import { statusText, type Tone, toneOf } from '../verification/words';

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
export function pageTitle(name: string, view: VerificationView | null): string {
  if (!view || (!view.mine && isOver(view))) return `${name} · Countersign`;
  return `${pageSigns[toneOf(view)]} ${statusText(view)} · ${name}`;
}
