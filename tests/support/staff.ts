import type { Page } from '@playwright/test';

/** Signs a member of the sandbox's staff in, wherever the page is asked to go. */
export async function signIn(page: Page, deskUrl: string, name: string, path = '/customers'): Promise<void> {
  await page.goto(`${deskUrl}/sign-in?${new URLSearchParams({ callbackUrl: path })}`);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: new RegExp(`^${name}`) }).click();
  await page.waitForURL((url) => url.origin === deskUrl && url.pathname !== '/sign-in');
}
