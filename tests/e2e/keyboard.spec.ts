import type { Page } from '@playwright/test';
import { partsOf } from './support/customer-page';
import { Phone } from './support/phone';
import { expect, test } from './support/test';

/**
 * The focus is on something that is on the screen, and one can see where. A region that took over the focus of a
 * button that is gone draws nothing: there is nothing to press, and the next Tab starts from there.
 */
async function expectVisibleFocus(page: Page, step: string): Promise<void> {
  await expect
    .poll(
      () =>
        page.evaluate(() => {
          const element = document.activeElement;
          if (!element || element === document.body) return 'nowhere';
          const { outlineStyle, outlineWidth } = getComputedStyle(element);
          const { outlineStyle: after } = getComputedStyle(element, '::after');
          const region = element.matches('section[tabindex="-1"], main[tabindex="-1"]');
          const drawn = region || (outlineStyle !== 'none' && outlineWidth !== '0px') || after !== 'none';
          const box = element.getBoundingClientRect();
          const onScreen = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
          return drawn && onScreen ? 'visible' : `unseen on ${element.outerHTML.slice(0, 200)}`;
        }),
      { message: `focus ${step}` },
    )
    .toBe('visible');
}

/** Tab, seeing the focus at every stop, until it is on an element of this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  // Asked of whatever has the focus at that moment: a button may just give way to another of the same name.
  const isThere = () =>
    page.evaluate((wanted) => {
      const element = document.activeElement;
      const label = element?.getAttribute('aria-label') ?? element?.textContent ?? '';
      return element?.matches('button, a') === true && label.includes(wanted);
    }, name);
  for (let stops = 0; stops < 40; stops++) {
    await page.keyboard.press('Tab');
    await expectVisibleFocus(page, `on the way to ${name}`);
    if (await isThere()) return;
  }
  throw new Error(`${name} is not reached with Tab`);
}

test('the whole ceremony works without a mouse, and the focus is never lost', async ({
  page,
  agent,
  customer,
}) => {
  await page.goto('/');
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.origin === process.env.SANDBOX_URL);
  await tabTo(page, agent);
  await page.keyboard.press('Enter');
  await page.waitForURL('/customers');

  const box = page.getByRole('searchbox');
  await expect(box).toBeFocused();
  await page.keyboard.type(customer.number);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  const { status, endCall, data, cancel } = partsOf(page);

  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await tabTo(page, 'Verify identity');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Waiting for the customer');
  await expectVisibleFocus(page, 'after Verify identity');
  await expect(cancel).toBeVisible();

  await (await Phone.of(customer.number)).answer('Approve');
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
  await expectVisibleFocus(page, 'after the approval');

  await page.keyboard.press('/');
  await tabTo(page, 'End call');
  await page.keyboard.press('Space');
  await expect(status).toHaveText('Call ended');
  await expect(endCall).toHaveCount(0);
  await expectVisibleFocus(page, 'after End call');

  await page.keyboard.press('/');
  await tabTo(page, 'Verify again');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Waiting for the customer');
  await expectVisibleFocus(page, 'after Verify again');
  await page.keyboard.press('/');
  await tabTo(page, 'Cancel request');
  await page.keyboard.press('Enter');
  await expect(status).toHaveText('Cancelled');
  await expectVisibleFocus(page, 'after Cancel request');
});

test('the slash goes to the search from anywhere, and is a letter once something is typed', async ({
  openDesk,
  agent,
}) => {
  const page = await openDesk(agent);
  await page.goto('/customers');
  const box = page.getByRole('searchbox');
  await expect(box).toBeFocused();
  await box.blur();
  await page.keyboard.press('/');
  await expect(box).toBeFocused();
  await expect(box).toHaveValue('');
  await page.keyboard.type('1/2');
  await expect(box).toHaveValue('1/2');
});

test('the skip link is the first stop and leads past the top bar', async ({ openDesk, agent, customer }) => {
  const page = await openDesk(agent);
  await page.goto(`/customers/${customer.number}`);
  await tabTo(page, 'Skip to the content');
  await page.keyboard.press('Enter');
  await tabTo(page, 'Verify identity');
});

test('the account menu opens with the keyboard, gives the focus back, and signs out', async ({
  page,
  agent,
}) => {
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).press('Enter');
  await page.getByRole('button', { name: agent }).press('Enter');
  await page.waitForURL('/customers');
  // The address changes before the page is there, and a key pressed in between goes nowhere.
  await expect(page.getByRole('searchbox')).toBeFocused();
  await tabTo(page, 'Account: ');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expectVisibleFocus(page, 'after closing the menu');
  await page.keyboard.press('Enter');
  // Nobody types as fast as a program does: the menu moves the focus a moment after a key.
  await expect(page.getByRole('menu').locator(':focus')).toHaveCount(1);
  await page.keyboard.press('End');
  await expect(page.getByRole('menuitem', { name: 'Sign out' })).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/sign-in/);
});
