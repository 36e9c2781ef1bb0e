import { keepTyped } from './typed';

let onTheWayOut = false;
let hasRested = false;

/** The person is signing out: what is refused meanwhile must not send the page anywhere else. */
export function leaving(): void {
  onTheWayOut = true;
}

/** The sign-out did not get through: the page goes on. */
export function staying(): void {
  onTheWayOut = false;
}

/** Nobody has used this browser for as long as a session may rest: when it ends, that is why. */
export function rested(): void {
  hasRested = true;
}

export function isLeaving(): boolean {
  return onTheWayOut;
}

/** Leaves for the sign-in page, which returns to where one was, and to what was typed. A full navigation: nothing stays in memory. */
export function signInAgain(): void {
  if (onTheWayOut) return;
  keepTyped();
  const here = window.location.pathname + window.location.search;
  const reason = hasRested ? 'idle' : 'expired';
  window.location.assign(`/sign-in?reason=${reason}&callbackUrl=${encodeURIComponent(here)}`);
}
