import { RELEASE } from '@/lib/release/view';
import { keepTyped, wouldLose } from '../web/typed';
import { isActing } from '../web/use-action';

/** Nobody is typing any more. */
const PAUSE_MS = 2000;
/** While nodes of two releases are there, the one may answer and then the other. */
const AGAIN_MS = 5 * 60 * 1000;
const KEY = 'countersign-reloaded';

/** Whether a reload takes nothing from who works on the page. */
export function mayReload(sinceLastKeyMs: number): boolean {
  if (sinceLastKeyMs < PAUSE_MS || isActing() || wouldLose()) return false;
  try {
    const [release, at = '0'] = (sessionStorage.getItem(KEY) ?? '').split(' ');
    // It came back as what it was.
    return release !== RELEASE || Date.now() - Number(at) > AGAIN_MS;
  } catch {
    return false; // A browser that keeps nothing would reload for ever. There is a button.
  }
}

export function reloadFor(): void {
  sessionStorage.setItem(KEY, `${RELEASE} ${Date.now()}`);
  keepTyped();
  window.location.reload();
}
