import { openCustomer, partsOf, verify } from './support/customer-page';
import { openStream } from './support/events';
import { lineTo } from './support/line';
import { outage } from './support/noise';
import { expect, test } from './support/test';
import { draftOn, openDraft } from './support/transfer-page';

test('seven tabs of a browser all work, on one stream, and say so when there are too many', async ({
  openDesk,
  teller,
  customer,
}) => {
  const first = await openDesk(teller);
  await first.goto('/transfers');
  const tabs = [first];
  for (let tab = 2; tab <= 7; tab += 1) {
    const page = await first.context().newPage();
    await page.goto('/transfers');
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
    tabs.push(page);
  }
  // The last one follows a customer, and hears of what another tab asks.
  const last = tabs.at(-1) ?? first;
  await openCustomer(last, customer);
  await openCustomer(first, customer);
  await verify(first);
  await expect(partsOf(last).status).toHaveText('Waiting for the customer');
  // Whoever led is gone; another takes its place.
  await first.close();
  await partsOf(last).cancel.click();
  await expect(partsOf(last).status).toHaveText('Cancelled');
  // Ten other browsers of the same session, and every page of this one says that it is not updated any more.
  const others = await Promise.all(Array.from({ length: 10 }, () => openStream(last, 'desk')));
  for (const tab of tabs.slice(1)) {
    await expect(tab.getByText('You have too many pages of the desk open')).toBeVisible();
  }
  await Promise.all(others.map((other) => other.close()));
});

test('a page asked for while there is no connection opens once there is one, and the desk stays until then', async ({
  openDesk,
  agent,
  customer,
  noise,
}) => {
  noise.allow(outage);
  const page = await openDesk(agent);
  await openCustomer(page, customer);
  await page.waitForLoadState('networkidle');
  const banner = page.getByText('Reconnecting. What you see may be out of date.');

  await page.context().setOffline(true);
  await expect(banner).toBeVisible();
  await page.getByRole('navigation').getByRole('link', { name: 'History' }).click();
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('heading', { level: 1, name: 'My verifications' })).toBeVisible();
  await expect(banner).toHaveCount(0, { timeout: 15_000 });

  await page.context().setOffline(true);
  await page.getByRole('searchbox', { name: 'Search customers' }).fill(customer.number);
  await expect(banner).toBeVisible();
  await page.context().setOffline(false);
  await expect(page.getByRole('main').getByRole('link', { name: customer.name })).toBeVisible();
});

test('a desk that stands still is said to be out of date, although no connection breaks', async ({
  openDesk,
  agent,
  noise,
}) => {
  noise.allow(outage);
  const line = await lineTo(process.env.DESK_URL ?? '');
  try {
    const page = await openDesk(agent, { at: line });
    await page.goto(`${line.url}/customers`);
    await page.waitForResponse(/\/api\/events/);
    const banner = page.getByText('Reconnecting. What you see may be out of date.');
    line.freeze();
    await expect(banner).toBeVisible({ timeout: 20_000 });
    line.thaw();
    await expect(banner).toHaveCount(0, { timeout: 20_000 });
  } finally {
    await line.close();
  }
});

test('a page of an older release says so and reloads, with what was typed', async ({
  openDesk,
  agent,
  customer,
  noise,
}) => {
  noise.allow(/status of 409 \(Conflict\)|was not found on the server/);
  const page = await openDesk(agent);
  const { card, verify: button, status } = await openCustomer(page, customer);
  // As if the action had another name by now.
  await page.route(
    (url) => url.pathname === `/customers/${customer.number}`,
    (route, request) =>
      request.headers()['next-action']
        ? route.continue({ headers: { ...request.headers(), 'next-action': '40'.repeat(21) } })
        : route.fallback(),
    { times: 1 },
  );
  const reference = card.getByRole('textbox', { name: 'Call reference (optional)' });
  await reference.fill('GX-77');
  const reloaded = page.waitForEvent('load', { timeout: 15_000 });
  await button.click();
  await expect(page.getByText('The desk was updated.').first()).toBeVisible();
  await reloaded;
  await expect(reference).toHaveValue('GX-77');
  await expect(status).toHaveText('Not verified');
  await button.click();
  await expect(status).toHaveText('Waiting for the customer');
});

test('a form goes on although something replaces its texts, as page translation does', async ({
  openDesk,
  teller,
  customer,
}) => {
  const page = await openDesk(teller);
  await openDraft(page, customer);
  await page.evaluate(() => {
    const translate = (root: Node) => {
      const texts = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      while (texts.nextNode()) found.push(texts.currentNode as Text);
      for (const text of found) {
        if (!text.data.trim() || text.parentElement?.closest('font, script, style, title')) continue;
        const font = document.createElement('font');
        text.replaceWith(font);
        font.textContent = text.data;
      }
    };
    translate(document.body);
    new MutationObserver((changes) => {
      for (const { addedNodes } of changes) for (const node of addedNodes) translate(node.parentNode ?? node);
    }).observe(document.body, { childList: true, subtree: true });
  });
  const { field, question, saved } = draftOn(page);
  await field('payeeName').fill('Lena Vogt');
  await field('amount').fill('1.250');
  await field('currency').fill('EUR');
  await expect(question).toBeVisible();
  await question.getByRole('button').first().click();
  await expect(question).toHaveCount(0);
  const spoken = page.getByRole('status');
  await expect(spoken.filter({ hasText: /^Amount: €/ })).toHaveCount(1);
  await expect(spoken.filter({ hasText: 'Did the customer say' })).toHaveCount(0);
  await expect(saved).toBeVisible();
  await expect(field('payeeName')).toHaveValue('Lena Vogt');
});
