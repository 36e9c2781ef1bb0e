import type { Page } from '@playwright/test';
import { lettersOf, openCustomer, partsOf, verify } from './support/customer-page';
import { eventsPath, isStream } from './support/events';
import { auditor, type Customer, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

/** The parts of the live dashboard that tell of this customer. */
function wallOf(page: Page, { name }: Pick<Customer, 'name'>) {
  const alert = page.getByRole('region', { name: 'Alerts' }).getByRole('listitem').filter({ hasText: name });
  return {
    call: page
      .getByRole('region', { name: 'Being asked now' })
      .getByRole('listitem')
      .filter({ hasText: name }),
    alert,
    handle: alert.getByRole('button', { name: /^I’m handling this/ }),
    news: page.getByRole('status').filter({ hasText: 'New alert' }),
  };
}

const alarmOn = (page: Page) => page.getByRole('region', { name: 'Alarm', exact: true });

/** Tall enough for everybody whom other stories ask meanwhile. */
async function openWall(page: Page): Promise<void> {
  await page.setViewportSize({ width: 1280, height: 1400 });
  const stream = page.waitForResponse((answer) => isStream(answer.url(), 'live'));
  await page.goto('/history/live');
  await stream;
}

test('the live dashboard shows a request while it waits, and an alarm for as long as it stands, whoever handles it', async ({
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
  await expect(onWall.alert).toContainText('not on a call');
  await expect(onWall.alert).toContainText(`asked by ${agent}`);
  await expect(onWall.news).toContainText(customer.name);
  await expect(grace).toHaveTitle(/^\(\d+\) Live/);
  await expectGoodScreen(grace);

  // The auditor sees all of it and is offered nothing.
  await expect(wallOf(nora, customer).alert).toContainText('not on a call');
  await expect(nora.getByRole('button', { name: /^I’m handling/ })).toHaveCount(0);

  await expect(wallOf(sam, customer).handle).toBeVisible();
  await onWall.handle.focus();
  await grace.keyboard.press('Enter');
  for (const each of [grace, sam, nora]) {
    await expect(wallOf(each, customer).alert).toContainText(`Handled by ${supervisor}`);
    await expect(wallOf(each, customer).handle).toHaveCount(0);
  }
  // Whose button is gone has not lost their place.
  await expect(grace.getByRole('heading', { name: /^Alerts/ })).toBeFocused();

  // It stands for as long as the alarm does, and the auditor may look at that and do nothing.
  await nora.reload();
  await wallOf(nora, customer)
    .alert.getByRole('link', { name: /^See the alarm/ })
    .click();
  await expect(alarmOn(nora)).toContainText('A caller may not be this customer');
  await expect(alarmOn(nora).getByRole('button')).toHaveCount(0);
  await expectGoodScreen(nora);

  await sam.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Alarms' }).click();
  await sam.getByLabel('Customer', { exact: true }).fill(customer.number);
  await sam.getByRole('button', { name: 'Apply filters' }).click();
  await expect(sam).toHaveURL(`/alarms?customer=${customer.number}`);
  await expectGoodScreen(sam);
  await sam.getByRole('row').filter({ hasText: customer.name }).getByRole('link').click();
  await alarmOn(sam).getByRole('textbox', { name: 'Reason' }).fill('Called her back at home');
  await alarmOn(sam).getByRole('button', { name: 'Lift alarm' }).click();
  for (const each of [sam, nora]) await expect(alarmOn(each)).toContainText('Called her back at home');
  await expect(onWall.alert).toHaveCount(0);

  await grace.goto(`/history/${id}`);
  await grace.getByRole('region', { name: 'Reported' }).getByRole('link', { name: 'See the report' }).click();
  await expect(grace.getByRole('heading', { level: 1 })).toHaveText(`Report about ${customer.name}`);
  await grace.goto('/history/reports');
  await expect(grace.getByRole('row').filter({ hasText: customer.number })).toContainText('not on a call');
  await expectGoodScreen(grace);
});

test('the live dashboard is for supervisors and auditors, and says when its line is down', async ({
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
  await expect(grace.getByText('Reconnecting').first()).toBeVisible();
  await grace.unroute(`**/api/events?*`);
  await expect(grace.getByText('Reconnecting')).toHaveCount(0, { timeout: 20_000 });
});
