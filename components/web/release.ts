import { RELEASE } from '@/lib/release/view';

const listeners = new Set<() => void>();
let outdated = false;

/** Whether the desk is another release by now than the one this page is of. */
export function isOutdated(): boolean {
  return outdated;
}

export function whenOutdated(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the desk says it is. */
export function heardRelease(release: string): void {
  setOutdated(release !== RELEASE);
}

/** The desk did not know what this page asked it to do. */
export function wasNotUnderstood(): void {
  setOutdated(true);
}

function setOutdated(now: boolean): void {
  if (now === outdated) return;
  outdated = now;
  for (const listener of listeners) listener();
}
