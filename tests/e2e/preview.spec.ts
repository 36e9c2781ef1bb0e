import type { Page } from '@playwright/test';
import { openCustomer, partsOf, verify } from './support/customer-page';
import { colleague, supervisor } from './support/people';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

/** What the phone will show, and once the customer is asked what it shows. */
const picturesOn = (page: Page) => ({
  before: partsOf(page).card.getByRole('figure', { name: 'Their phone will show' }),
  during: partsOf(page).card.getByRole('figure', { name: 'On their phone' }),
});

test('the agent sees beforehand what the phone will show, and then exactly what it shows', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { cancel } = await openCustomer(page, customer);
  const { before, during } = picturesOn(page);
  await expect(before).toContainText('You are on a call with us. Code •••-•••');
  await expect(during).toHaveCount(0);

  await verify(page);
  await expect(before).toHaveCount(0);
  const { bindingMessage } = await (await Phone.of(customer.number)).pending();
  await expect(during.getByRole('paragraph')).toHaveText(bindingMessage);
  expect(bindingMessage.replace(/[A-Z\d]{3}-[A-Z\d]{3}$/, '•••-•••')).toBe(
    'You are on a call with us. Code •••-•••',
  );

  await cancel.click();
  await expect(during, 'what was asked is over').toHaveCount(0);
});

test('a screen reader is not read dots', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await expect(picturesOn(page).before).toMatchAriaSnapshot(`
    - figure "Their phone will show":
      - paragraph: You are on a call with us. Code (the code, which is made when you send)
  `);
});

test('nobody but who asks is shown what the phone shows', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await verify(page);
  for (const [person, status] of [
    [colleague, 'A colleague is on this'],
    [supervisor, 'A colleague is on this'],
  ] as const) {
    const other = await openDesk(person);
    const parts = await openCustomer(other, customer);
    await expect(parts.status).toHaveText(status);
    await expect(parts.card.getByRole('figure')).toHaveCount(0);
  }
});

test('who may not verify is promised no message', async ({ openDesk, customer }) => {
  const { card, status } = await openCustomer(await openDesk(supervisor), customer);
  await expect(status).toHaveText('Not verified');
  await expect(card.getByRole('figure')).toHaveCount(0);
});

test('the picture stands beside the button, and below it where there is no room', async ({
  openDesk,
  agent,
  customer,
}) => {
  const page = await openDesk(agent);
  const { verify: button, cancel } = await openCustomer(page, customer);
  const { before, during } = picturesOn(page);
  const edges = async (locator: typeof before) => {
    const box = await locator.boundingBox();
    if (!box) throw new Error('It is not on the page');
    return { left: box.x, right: box.x + box.width, top: box.y, bottom: box.y + box.height };
  };

  // The page may still be moving between one measurement and the next.
  const settled = (compare: () => Promise<void>) => expect(compare).toPass({ timeout: 10_000 });

  await settled(async () => expect((await edges(before)).left).toBeGreaterThan((await edges(button)).right));
  await page.setViewportSize({ width: 390, height: 844 });
  await settled(async () => expect((await edges(before)).top).toBeGreaterThan((await edges(button)).bottom));

  await verify(page);
  await settled(async () => expect((await edges(during)).top).toBeGreaterThan((await edges(cancel)).bottom));
});
