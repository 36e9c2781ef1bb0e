import type { Page } from '@playwright/test';
import { openCustomer, partsOf } from './support/customer-page';
import { filesBelow } from './support/leaks';
import { ownDesk } from './support/own-desk';
import { customer } from './support/people';
import { Phone } from './support/phone';
import { expectGoodScreen } from './support/screen';
import { expect, test } from './support/test';

// One customer has a user code, so these take turns, as all stories of an own desk do.
const desk = ownDesk({ isEmbedded: true, env: { CIBA_USER_CODE: 'true', REQUESTS_PER_CUSTOMER: '50' } });
const vera = customer('vera');
const userCode = vera.persona?.userCode ?? '';

const fieldOn = (page: Page) => partsOf(page).card.getByRole('textbox', { name: 'User code' });
const veraPhone = () => Phone.of(vera.number, desk().sandboxUrl);

test('nothing is sent before the agent has typed a user code in', async ({ openDesk, agent }) => {
  const page = await openDesk(agent, { at: desk() });
  const { card, status, verify } = await openCustomer(page, vera);
  await expect(card).toContainText('Ask the customer for it. It is sent to the bank and not kept.');
  for (const typed of ['', '   ']) {
    await fieldOn(page).fill(typed);
    await verify.click();
    await expect(card.getByRole('alert')).toHaveText('Type the user code in first.');
    await expect(fieldOn(page)).toBeFocused();
    await expect(fieldOn(page)).toHaveAccessibleDescription(/^Type the user code in first\./);
  }
  await expect(status).toHaveText('Not verified');
  await expectGoodScreen(page);

  await fieldOn(page).fill('1');
  await expect(card.getByRole('alert'), 'the complaint goes when its cause does').toHaveCount(0);
  expect(await (await veraPhone()).requests()).toEqual([]);
});

test('the field is none of a form’s, a password manager’s or a history’s', async ({ openDesk, agent }) => {
  const page = await openDesk(agent, { at: desk() });
  await openCustomer(page, vera);
  await expect(fieldOn(page)).toHaveAttribute('autocomplete', 'off');
  await expect(fieldOn(page)).toHaveAttribute('type', 'text');
  await expect(fieldOn(page)).not.toHaveAttribute('name');
});

test('a wrong user code rings no phone, and the right one, with Enter, asks the customer', async ({
  openDesk,
  agent,
}) => {
  const page = await openDesk(agent, { at: desk() });
  const { card, status, verify, verifyAgain, data, endCall } = await openCustomer(page, vera);
  const phone = await veraPhone();

  await fieldOn(page).fill('0000');
  await verify.click();
  await expect(status).toHaveText('User code not accepted');
  await expect(card).toContainText('Nobody’s phone rang.');
  expect(await phone.requests()).toEqual([]);
  await expect(verifyAgain).toBeVisible();
  await expect(fieldOn(page), 'each code is typed in anew').toHaveValue('');
  await expectGoodScreen(page);

  await fieldOn(page).fill(` ${userCode} `);
  await fieldOn(page).press('Enter');
  await expect(status).toHaveText('Waiting for the customer');
  await expect(fieldOn(page)).toHaveCount(0);
  await phone.answer('Approve');
  await expect(data).toContainText(vera.email, { timeout: 15_000 });

  await endCall.click();
  await expect(status).toHaveText('Call ended');
  await expect(fieldOn(page)).toHaveValue('');
});

test('a code is used once, also when it got nowhere', async ({ openDesk, agent, noise }) => {
  noise.allow(/ERR_FAILED/);
  const page = await openDesk(agent, { at: desk() });
  const { card } = await openCustomer(page, vera);
  await page.route(`**/customers/${vera.number}`, (route) =>
    route.request().method() === 'POST' ? route.abort() : route.continue(),
  );
  await fieldOn(page).fill(userCode);
  await fieldOn(page).press('Enter');
  await expect(card.getByRole('alert')).toContainText('The desk did not answer.');
  await expect(fieldOn(page)).toHaveValue('');
});

test('a code of any length or sign is refused by the bank, not by a fault of ours', async ({
  openDesk,
  agent,
}) => {
  const page = await openDesk(agent, { at: desk() });
  const { card, status, verifyAgain } = await openCustomer(page, vera);
  const button = partsOf(page).verify.or(verifyAgain);
  for (const odd of ['$F1', '$$', '"'.repeat(128), '<b>é\u{1F511}</b>']) {
    await fieldOn(page).fill(odd);
    const asked = page.waitForResponse((answer) => answer.request().method() === 'POST');
    await button.click();
    await asked; // a request of its own: the end on screen is no longer the one before
    await expect(status, odd).toHaveText('User code not accepted');
    await expect(fieldOn(page)).toHaveValue('');
  }

  // Made anew, so that the form is not replaced by the last end while it is filled in.
  await page.reload();
  await expect(status).toHaveText('User code not accepted');
  // The page lets nobody type more; a program can.
  await fieldOn(page).evaluate((input) => input.removeAttribute('maxlength'));
  await fieldOn(page).fill('9'.repeat(129));
  await button.click();
  await expect(card.getByRole('alert')).toHaveText('A user code has at most 128 characters.');
});

test('a user code is sent and kept nowhere: address, page, storage, output, files', async ({
  openDesk,
  agent,
}) => {
  const code = 'never-kept-90413';
  const page = await openDesk(agent, { at: desk() });
  const addresses: string[] = [];
  page.on('request', (request) => addresses.push(request.url()));
  const { status } = await openCustomer(page, vera);
  const sent = page.waitForRequest((request) => request.postData()?.includes(code) === true);
  await fieldOn(page).fill(code);
  await fieldOn(page).press('Enter');
  await sent; // or nothing below would prove anything
  await expect(status).toHaveText('User code not accepted');

  const inBrowser = await page.evaluate(() =>
    JSON.stringify([
      document.documentElement.outerHTML,
      [...document.querySelectorAll('input')].map(({ value }) => value),
      { ...localStorage },
      { ...sessionStorage },
      history.state,
    ]),
  );
  const texts = new Map([
    ['the browser', inBrowser],
    ['an address', [page.url(), ...addresses].join('\n')],
    ['the output of desk and bank', desk().output()],
    ...(await filesBelow(desk().dataDir)),
  ]);
  expect([...texts].filter(([, text]) => text.includes(code)).map(([where]) => where)).toEqual([]);

  await page.reload();
  await expect(status).toBeVisible();
  await expect(fieldOn(page), 'nothing is restored').toHaveValue('');
});

test('what is typed stays in the field while something else of the page is still loading', async ({
  openDesk,
  agent,
}) => {
  const page = await openDesk(agent, { at: desk() });
  await openCustomer(page, vera);
  await page.waitForLoadState('networkidle');
  let release = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.route('**/_next/static/**', async (route) => {
    await released;
    await route.continue();
  });
  const account = page.getByRole('button', { name: /^Account: / });
  const held = page.waitForRequest('**/_next/static/**');
  await account.focus();
  await held; // the menu, which somebody may be about to open
  await fieldOn(page).focus();
  await page.keyboard.type('47');
  release();
  await expect(account, 'the menu is there').toHaveAttribute('data-state', 'closed');
  await page.keyboard.type('11');
  await expect(fieldOn(page)).toHaveValue('4711');
});
