let onTheWayOut = false;

/** The person is signing out: what is refused meanwhile must not send the page anywhere else. */
export function leaving(): void {
  onTheWayOut = true;
}

/** The sign-out did not get through: the page goes on. */
export function staying(): void {
  onTheWayOut = false;
}

export function isLeaving(): boolean {
  return onTheWayOut;
}

/** Leaves for the sign-in page, which returns to where one was. A full navigation: nothing stays in memory. */
export function signInAgain(): void {
  if (onTheWayOut) return;
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?reason=expired&callbackUrl=${encodeURIComponent(here)}`);
}
