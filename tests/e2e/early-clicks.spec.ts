import type { Page } from '@playwright/test';
import { partsOf } from './support/customer-page';
import { expect, test } from './support/test';

/** Holds the page's programs back until the returned function is called. */
async function slowLine(page: Page): Promise<() => void> {
  let arrive = () => {};
  const arrived = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  await page.route(/\/_next\/static\/.*\.js/, async (route) => {
    await arrived;
    await route.continue();
  });
  return arrive;
}

test('a button pressed before the page’s program has come is pressed when it comes, and once', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const asked: string[] = [];
  page.on('request', (request) => {
    // That the page was opened is told as well.
    if (request.method() === 'POST' && !request.url().includes('/api/')) asked.push(request.url());
  });
  const arrive = await slowLine(page);
  await page.goto(`/customers/${customer.number}`, { waitUntil: 'commit' });
  const { verify, status } = partsOf(page);
  await verify.focus();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Enter');
  expect(asked).toEqual([]);
  arrive();
  await expect(status).toHaveText('Waiting for the customer');
  await expect.poll(() => asked.length).toBe(1);
});

test('what was typed and chosen before the page’s program came is searched for', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const arrive = await slowLine(page);
  await page.goto('/customers', { waitUntil: 'commit' });
  await page.getByRole('searchbox').fill(customer.number);
  arrive();
  await expect(page.getByRole('main').getByRole('link', { name: customer.name })).toBeVisible();
  await expect(page).toHaveURL(`/customers?q=${customer.number}`);
});

test('a list narrowed down before its program came is narrowed down', async ({ openDesk, teller }) => {
  const page = await openDesk(teller);
  const arrive = await slowLine(page);
  await page.goto('/transfers', { waitUntil: 'commit' });
  await page.getByRole('searchbox', { name: 'Filter transfers' }).fill('nobody at all');
  await page.getByRole('combobox', { name: 'Status' }).selectOption({ label: 'Executed' });
  arrive();
  await expect(page).toHaveURL(/(?=.*status=executed)(?=.*q=nobody\+at\+all)/);
});

test('the account menu opens although it was clicked too early', async ({ openDesk, agent }) => {
  const page = await openDesk(agent);
  const arrive = await slowLine(page);
  await page.goto('/customers', { waitUntil: 'commit' });
  await page.getByRole('button', { name: /^Account: / }).click();
  arrive();
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeVisible();
});

test('the account menu opens although its program came in the middle of the click', async ({
  openDesk,
  agent,
}) => {
  const page = await openDesk(agent);
  const alive = page.waitForResponse(/\/api\/events/);
  await page.goto('/customers');
  await alive;
  const arrive = await slowLine(page);
  const button = page.getByRole('button', { name: /^Account: / });
  await button.hover();
  await page.mouse.down();
  arrive();
  const signOut = page.getByRole('menuitem', { name: 'Sign out' });
  await expect(signOut).toBeVisible();
  await page.mouse.up();
  await expect(signOut).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(button).toBeFocused();
});
