import { RELEASE } from '@/lib/release/view';

const listeners = new Set<() => void>();
let isOther = false;
let isMisunderstood = false;

/** Whether the desk is another release by now than the one this page is of. */
export function isOutdated(): boolean {
  return isOther || isMisunderstood;
}

export function whenOutdated(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** What the desk says it is. */
export function heardRelease(release: string): void {
  isOther = release !== RELEASE;
  tell();
}

/**
 * The desk did not know what this page asked it to do. Until the page is loaded anew that stands, whatever release is
 * heard of next: while a desk is updated, one node may answer and another be heard.
 */
export function wasNotUnderstood(): void {
  isMisunderstood = true;
  tell();
}

function tell(): void {
  for (const listener of listeners) listener();
}
