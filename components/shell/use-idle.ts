import { useEffect, useState } from 'react';
import { rested } from '../web/sign-in-again';

/** When somebody last used any tab of this browser, and when the desk was last told. Epoch milliseconds */
const USED = 'countersign-used';
const TOLD = 'countersign-used-told';
/** The desk is told this often at most, and well within the shortest time that may be set. */
const TELL_MS = 60_000;
/** The warning stands for a minute, or for half of a shorter time. */
const WARN_MS = 60_000;

/**
 * How many seconds are left until the session ends because nobody uses it, where that is to be said; null otherwise. Every
 * press and key in any tab begins the time anew.
 */
export function useIdle(idleSeconds: number): number | null {
  const [left, setLeft] = useState<number | null>(null);
  useEffect(() => {
    const idleMs = idleSeconds * 1000;
    const warnMs = Math.min(WARN_MS, idleMs / 2);
    let used = Date.now();
    let told = 0;
    const lastUsed = () => Math.max(used, read(USED));
    const use = () => {
      used = Date.now();
      write(USED, used);
      if (used - Math.max(told, read(TOLD)) < Math.min(TELL_MS, idleMs / 4)) return;
      told = used;
      write(TOLD, told);
      tellUsed().catch(() => {
        // The next press tells it.
        told = 0;
        write(TOLD, 0);
      });
    };
    // Opening a page is using it.
    use();
    const look = () => {
      const rest = idleMs - (Date.now() - lastUsed());
      if (rest <= 0) rested();
      setLeft(rest <= warnMs ? Math.max(0, Math.ceil(rest / 1000)) : null);
    };
    const timer = setInterval(look, 1000);
    const onUse = () => {
      use();
      look();
    };
    const kinds = ['keydown', 'pointerdown', 'wheel'] as const;
    for (const kind of kinds) document.addEventListener(kind, onUse, { capture: true, passive: true });
    return () => {
      clearInterval(timer);
      for (const kind of kinds) document.removeEventListener(kind, onUse, { capture: true });
    };
  }, [idleSeconds]);
  return left;
}

async function tellUsed(): Promise<void> {
  const answer = await fetch('/api/session/used', { method: 'POST' });
  // One whose answer nobody reads is never over.
  await answer.text();
}

function read(key: string): number {
  try {
    return Number(localStorage.getItem(key)) || 0;
  } catch {
    return 0; // A browser may keep nothing: each tab then counts for itself.
  }
}

function write(key: string, at: number): void {
  try {
    localStorage.setItem(key, String(at));
  } catch {
    // As above.
  }
}

/** `1:05` */
export function minutesText(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
