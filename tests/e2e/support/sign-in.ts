import { expect, type Page } from '@playwright/test';
import type { Person } from './people';

/** From the desk's sign-in page through the bank's staff sign-in, back to wherever the desk leads. */
export async function signInHere(page: Page, person: Person): Promise<void> {
  await page.getByRole('button', { name: 'Sign in' }).click();
  await choosePerson(page, person);
}

/** At the bank's staff sign-in. */
export async function choosePerson(page: Page, person: Person): Promise<void> {
  await expect(page.getByRole('heading', { name: 'Staff sign-in' })).toBeVisible();
  const asked = page.url();
  await page.getByRole('button', { name: person }).click();
  await page.waitForURL((url) => url.origin !== new URL(asked).origin);
}

export async function signIn(page: Page, person: Person): Promise<void> {
  await page.goto('/sign-in');
  await signInHere(page, person);
}

/** Through the account menu, as people do. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
}
