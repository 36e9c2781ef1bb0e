import { isOver, type VerificationView } from '@/lib/verification/view';
import { statusText, type Tone, toneOf } from '../verification/words';

const signs: Record<Tone, string> = { wait: '…', good: '✓', bad: '✕', alarm: '✕', fault: '✕', calm: '–' };

/** The browser tab tells how the verification stands: the agent may be looking at another one. */
export function pageTitle(name: string, view: VerificationView | null): string {
  if (!view || (!view.mine && isOver(view))) return `${name} · Countersign`;
  return `${signs[toneOf(view)]} ${statusText(view)} · ${name}`;
}
