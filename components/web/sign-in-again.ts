/** Leaves for the sign-in page, which returns to where one was. A full navigation: nothing stays in memory. */
export function signInAgain(): void {
  const here = window.location.pathname + window.location.search;
  window.location.assign(`/sign-in?reason=expired&callbackUrl=${encodeURIComponent(here)}`);
}
