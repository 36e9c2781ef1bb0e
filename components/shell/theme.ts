export const themeChoices = ['system', 'light', 'dark'] as const;
export type ThemeChoice = (typeof themeChoices)[number];

/** The cookie that remembers the choice, so that the server draws the right theme at once. */
export const THEME_COOKIE = 'theme';

export function readTheme(cookie: string | undefined): ThemeChoice {
  return cookie === 'light' || cookie === 'dark' ? cookie : 'system';
}

/** The class on `<html>`; none follows the system. */
export function themeClass(choice: ThemeChoice): string {
  return choice === 'system' ? '' : choice;
}
