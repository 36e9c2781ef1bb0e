import pg from 'pg';
import { openCustomer } from './support/customer-page';
import type { Person } from './support/people';
import { signIn, signInHere } from './support/sign-in';
import { expect, test } from './support/test';

const WARNING = 'Nobody has used the desk for a while.';

/** As if the newest session of this person had rested for a quarter of an hour. */
async function lay(person: Person): Promise<void> {
  const database = new pg.Client(process.env.DESK_DATABASE_URL);
  await database.connect();
  await database.query(
    `update staff_sessions set started_at = now() - interval '15 minutes', used_at = null
     where id = (select id from staff_sessions where ended_at is null and name = $1 order by started_at desc limit 1)`,
    [person],
  );
  await database.end();
}

test('a session that nobody uses is warned of in every tab, goes on at a key in any, and ends', async ({
  openBrowser,
  agent,
  teller,
  customer,
  noise,
}) => {
  noise.allow(/status of 401/);
  const page = await openBrowser();
  await page.clock.install();
  await signIn(page, agent);
  const other = await page.context().newPage();
  await other.goto('/history');
  await openCustomer(page, customer);
  const both = [page, other];
  // Of all pages of the browser.
  const pass = (time: string) => page.clock.fastForward(time);
  await pass('13:30');
  for (const each of both) await expect(each.getByText(WARNING)).toHaveCount(0);
  await pass('00:40');
  for (const each of both) await expect(each.getByText(WARNING)).toBeVisible();
  await other.keyboard.press('Shift');
  for (const each of both) await expect(each.getByText(WARNING)).toHaveCount(0);
  await pass('14:10');
  await expect(page.getByText(WARNING)).toBeVisible();
  await page.getByRole('button', { name: 'Stay signed in' }).click();
  await expect(page.getByText(WARNING)).toHaveCount(0);

  const reference = page.getByRole('textbox', { name: 'Call reference (optional)' });
  await reference.fill('GX-77');
  const address = page.url();
  await pass('15:01');
  await lay(agent);
  for (const each of both) await each.waitForURL(/\/sign-in\?reason=idle/, { timeout: 15_000 });
  await expect(page.getByText('nobody used the desk for a while')).toBeVisible();
  expect((await page.request.get('/api/calls')).status()).toBe(401);
  await other.close();

  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(address);
  await expect(reference).toHaveValue('GX-77');

  // What one person typed is not there for whoever signs in next.
  await page.context().clearCookies({ name: /alder/ });
  await pass('15:01');
  await lay(agent);
  await page.waitForURL(/\/sign-in\?reason=idle/, { timeout: 15_000 });
  await signInHere(page, teller);
  await page.waitForURL(address);
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await expect(reference).toHaveValue('');
});
