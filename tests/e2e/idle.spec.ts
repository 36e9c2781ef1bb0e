import { openApproved, openCustomer, partsOf } from './support/customer-page';
import { ownDesk } from './support/own-desk';
import { customer as customerOf } from './support/people';
import { signInHere } from './support/sign-in';
import { expect, test } from './support/test';

const desk = ownDesk({ env: { STAFF_IDLE_SECONDS: '10' } });
const WARNING = 'Nobody has used the desk for a while.';

test('a session that nobody uses is warned of in every tab, goes on at a key in any, and ends with all it had open', async ({
  openDesk,
  noise,
}) => {
  test.setTimeout(90_000);
  noise.allow(/status of 401/);
  const page = await openDesk('Ines Moreau', { at: desk() });
  const other = await page.context().newPage();
  await other.goto('/history');
  await openApproved(page, customerOf('maria'), desk().sandboxUrl);
  // Seen when half of the time is over.
  for (const each of [page, other]) await expect(each.getByText(WARNING)).toBeVisible({ timeout: 12_000 });
  await other.keyboard.press('Shift');
  for (const each of [page, other]) await expect(each.getByText(WARNING)).toHaveCount(0);
  await page.bringToFront();
  await expect(page.getByText(WARNING)).toBeVisible({ timeout: 12_000 });
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(page.getByText(WARNING)).toHaveCount(0);

  await openCustomer(page, customerOf('dora'));
  const reference = page.getByRole('textbox', { name: 'Call reference (optional)' });
  await reference.fill('GX-77');
  const address = page.url();
  for (const each of [page, other]) await each.waitForURL(/\/sign-in\?reason=idle/, { timeout: 30_000 });
  await expect(page.getByText('nobody used the desk for a while')).toBeVisible();
  expect((await page.request.get('/api/calls')).status()).toBe(401);

  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(address);
  await expect(reference).toHaveValue('GX-77');

  // What one person typed is not there for whoever signs in next.
  await page.context().clearCookies({ name: /alder/ });
  await page.waitForURL(/\/sign-in\?reason=idle/, { timeout: 30_000 });
  await signInHere(page, 'Priya Nair');
  await page.waitForURL(address);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expect(reference).toHaveValue('');
  await openCustomer(page, customerOf('maria'));
  await expect(partsOf(page).locked).toBeVisible();
});
