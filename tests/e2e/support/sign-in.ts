import { type APIRequestContext, expect, type Page } from '@playwright/test';
import { people } from '../../../sandbox/staff/people';
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

/** What a browser sends for it, in a tenth of the time: for stories that begin with somebody who is signed in. */
export async function signInUnseen(request: APIRequestContext, url: string, person: Person): Promise<void> {
  const member = people.find(({ name }) => name === person);
  if (!member) throw new Error(`The bank has no ${person}`);
  const headers = { origin: url };
  const { csrfToken } = await (await request.get('/api/auth/csrf')).json();
  const form = { csrfToken, callbackUrl: '/customers' };
  const asked = await request.post('/api/auth/signin/staff', { headers, form });
  const answered = await request.post(asked.url(), { form: { subject: member.subject } });
  expect(new URL(answered.url()).origin, `where ${person} got to`).not.toBe(new URL(asked.url()).origin);
}

/** Through the account menu, as people do. */
export async function signOut(page: Page): Promise<void> {
  await page.getByRole('button', { name: /^Account: / }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL(/\/sign-in/);
}
