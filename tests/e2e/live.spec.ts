import type { Page } from '@playwright/test';
import { lettersOf, openCustomer, partsOf, verify } from './support/customer-page';
import { eventsPath, isStream } from './support/events';
import { auditor, type Customer, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

/** The parts of the wall that tell of this customer. */
function wallOf(page: Page, { name }: Pick<Customer, 'name'>) {
  const alert = page.getByRole('region', { name: 'Alerts' }).getByRole('listitem').filter({ hasText: name });
  return {
    call: page
      .getByRole('region', { name: 'Being asked now' })
      .getByRole('listitem')
      .filter({ hasText: name }),
    alert,
    take: alert.getByRole('button', { name: /^Take/ }),
    news: page.getByRole('status').filter({ hasText: 'New alert' }),
  };
}

/** Tall enough for everybody whom other stories ask meanwhile. */
async function openWall(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1400 });
  const stream = page.waitForResponse((answer) => isStream(answer.url(), 'live'));
  await page.goto('/history/live');
  await stream;
}

test('the wall shows a request while it waits; a customer who is not on a call raises an alert, which one supervisor takes', async ({
  openDesk,
  agent,
  customer,
}) => {
  // Four people, and what axe says in two widths and themes.
  test.setTimeout(180_000);
  const grace = await openDesk(supervisor);
  const sam = await openDesk('Sam Rivera');
  const nora = await openDesk(auditor);
  for (const page of [grace, sam, nora]) await openWall(page);

  const page = await openDesk(agent);
  await openCustomer(page, customer);
  const id = await verify(page);
  const onWall = wallOf(grace, customer);
  await expect(onWall.call).toContainText(customer.number);
  await expect(onWall.call).toContainText(agent);
  await expect(onWall.call).toContainText('Waiting');
  const clock = onWall.call.getByRole('timer');
  await expect(clock).toHaveText(/^[0-4]:\d\d$/);
  const first = (await clock.textContent()) ?? '';
  await expect(clock).not.toHaveText(first);
  const code = await lettersOf(partsOf(page).code);
  expect(((await grace.locator('main').textContent()) ?? '').replaceAll('-', '')).not.toContain(code);
  await expectGoodScreen(grace);
  await grace.setViewportSize({ width: 1280, height: 1400 });

  await (await Phone.of(customer.number)).answer("I'm not on a call");
  await expect(onWall.call).toHaveCount(0, { timeout: 15_000 });
  await expect(onWall.alert).toContainText('Reported as fraud');
  await expect(onWall.alert).toContainText(`asked by ${agent}`);
  await expect(onWall.news).toContainText(customer.name);
  await expect(grace).toHaveTitle(/^\(\d+\) Live/);
  await expectGoodScreen(grace);

  // The auditor sees all of it and is offered nothing.
  await expect(wallOf(nora, customer).alert).toContainText('Reported as fraud');
  await expect(nora.getByRole('button', { name: /^Take/ })).toHaveCount(0);

  await expect(wallOf(sam, customer).take).toBeVisible();
  await onWall.take.focus();
  await grace.keyboard.press('Enter');
  for (const each of [grace, sam, nora]) {
    await expect(wallOf(each, customer).alert).toContainText(`Taken by ${supervisor}`);
    await expect(wallOf(each, customer).take).toHaveCount(0);
  }
  // Whose button is gone has not lost their place.
  await expect(grace.getByRole('heading', { name: /^Alerts/ })).toBeFocused();

  await onWall.alert.getByRole('link', { name: /^See the verification/ }).click();
  await expect(grace).toHaveURL(`/history/${id}`);
});

test('the wall is for supervisors and auditors, and says when its line is down', async ({
  openDesk,
  agent,
  noise,
}) => {
  noise.allow(/status of 403|ERR_INTERNET_DISCONNECTED|ERR_FAILED/);
  const page = await openDesk(agent);
  expect((await page.goto('/history/live'))?.status()).toBe(403);
  expect((await page.request.get(eventsPath('live'))).status()).toBe(403);

  const grace = await openDesk(supervisor);
  await grace.route(`**/api/events?*`, (route) => route.abort());
  await grace.goto('/history/live');
  await expect(grace.getByText('Reconnecting')).toBeVisible();
  await grace.unroute(`**/api/events?*`);
  await expect(grace.getByText('Reconnecting')).toBeHidden({ timeout: 20_000 });
});
