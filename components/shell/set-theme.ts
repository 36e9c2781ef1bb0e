import { THEME_COOKIE, type ThemeChoice, themeChoices, themeClass } from './theme';

const YEAR_S = 31_536_000;

/** Draws the page in the chosen theme at once and remembers it in this browser. */
export function setTheme(choice: ThemeChoice): void {
  const page = document.documentElement;
  for (const known of themeChoices) if (themeClass(known)) page.classList.remove(themeClass(known));
  if (themeClass(choice)) page.classList.add(themeClass(choice));
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is not in every browser yet.
  document.cookie = `${THEME_COOKIE}=${choice}; path=/; samesite=lax; max-age=${choice === 'system' ? 0 : YEAR_S}`;
}
