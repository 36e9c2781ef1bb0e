import type { Page } from '@playwright/test';
import { customer, customerNamed } from './support/people';
import { expect, test } from './support/test';

let page: Page;
test.beforeEach(async ({ openDesk, agent }) => {
  page = await openDesk(agent);
});

const box = () => page.getByRole('searchbox', { name: 'Search customers' });
const results = () => page.getByRole('main').getByRole('listitem');
const links = () => page.getByRole('main').getByRole('listitem').getByRole('link');

const maria = customer('maria');
const ways: readonly (readonly [typed: string, number: string])[] = [
  ['maria alvarez', maria.number],
  ['Alvarez María', maria.number],
  ['alv mar', maria.number],
  ['wojcik lukasz', 'C-200625'],
  ['Łukasz Wójcik', 'C-200625'],
  ['muller', 'C-200514'],
  ['isil sahin', customerNamed('Işıl Şahin').number],
  ['dangelo', 'C-200699'],
  ['C-200107', 'C-200107'],
  ['200107', 'C-200107'],
  ['c 200107', 'C-200107'],
  ['+34612345001', maria.number],
  ['+34 612 345 001', maria.number],
  ['0034 612-345-001', maria.number],
  ['(+34) 612.345.001', maria.number],
  ['34612345001', maria.number],
  ['001', maria.number],
  ['07400 123504', customer('nora').number],
  ['+44 (0)7400 123504', customer('nora').number],
  ['maria.alvarez@mail.example.com', maria.number],
  ['MARIA.ALVAREZ@MAIL.EXAMPLE.COM', maria.number],
  ['C-10', maria.number],
];
/** Parts of what results hide, and less of a number than finds anybody. */
const parts = [
  ...['612345001', '612 345', '345001', '5001', '+34', '+34 612'],
  ...['maria.alvarez@', 'm@mail.example.com', '@mail.example.com', 'alvarez@mail.example.com'],
  ...['C-1', '100'],
];

test('customers are found by name, number, phone and e-mail, in whatever spelling', async () => {
  for (const [typed, number] of ways) {
    const answer = await page.request.get('/api/customers', { params: { q: typed } });
    const { customers } = (await answer.json()) as { customers: { number: string }[] };
    expect
      .soft(
        customers.map((found) => found.number),
        typed,
      )
      .toContain(number);
  }
});

test('nobody is found by another part of a phone number or an address', async () => {
  for (const typed of parts) {
    const answer = await page.request.get('/api/customers', { params: { q: typed } });
    expect.soft(await answer.json(), typed).toMatchObject({ customers: [], more: false });
  }
});

test('every example of the empty page finds somebody', async () => {
  await page.goto('/customers');
  const examples = await page.getByRole('main').locator('dd > span:first-child').allInnerTexts();
  expect(examples).toHaveLength(4);
  for (const typed of examples.flatMap((each) => each.split(', or '))) {
    const answer = await page.request.get('/api/customers', { params: { q: typed } });
    expect.soft(JSON.stringify(await answer.json()), typed).toMatch(/C-10000[12]/);
  }
});

test('results appear while typing, with the query in the address', async () => {
  await page.goto('/customers');
  await expect(page.getByRole('heading', { name: 'Who is calling?' })).toBeVisible();
  await expect(box()).toBeFocused();
  await box().pressSequentially('maria alv', { delay: 20 });
  await expect(links().first()).toHaveAccessibleName('Maria Alvarez');
  await expect(page).toHaveURL('/customers?q=maria%20alv');

  await page.reload();
  await expect(box()).toHaveValue('maria alv');
  await expect(links().first()).toHaveAccessibleName('Maria Alvarez');
});

test('results show nothing sensitive: phone and mail are masked', async () => {
  const bodies: string[] = [];
  page.on('response', async (response) => {
    if (/\/customers/.test(response.url())) bodies.push(await response.text().catch(() => ''));
  });
  await page.goto(`/customers?q=${maria.number}`);
  await expect(results()).toHaveCount(1);
  await expect(results()).toContainText('+34 ••• ••• 001');
  await expect(results()).toContainText('m•••@mail.example.com');
  await box().fill('maria alvarez');
  await expect(links()).not.toHaveCount(1);
  await links().first().click();
  await expect(page.getByRole('heading', { level: 1, name: maria.name })).toBeVisible();
  expect(bodies.length).toBeGreaterThan(0);
  for (const secret of [maria.email, maria.phone, maria.subject]) {
    expect(
      bodies.filter((body) => body.includes(secret)),
      secret,
    ).toEqual([]);
    expect(await page.content()).not.toContain(secret);
  }
});

test('arrow keys walk through the results, Enter opens one, Escape goes back and clears', async () => {
  await page.goto('/customers');
  await box().fill('john smith');
  await expect(links()).toHaveCount(6);
  await box().press('ArrowDown');
  await expect(links().nth(0)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await expect(links().nth(1)).toBeFocused();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect(box()).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  await expect(box()).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(box()).toHaveValue('');
  await expect(page).toHaveURL('/customers');

  await box().fill('john smith');
  await expect(links()).toHaveCount(6);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowDown');
  const href = await links().nth(1).getAttribute('href');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(href ?? '');
});

test('Enter opens the only match, also when pressed before the answer is there', async () => {
  await page.goto('/customers');
  await page.route('**/api/customers?*', async (route) => {
    await expect(page.getByRole('main').getByRole('status')).toBeAttached();
    await route.continue();
  });
  await box().fill('C-200699');
  await box().press('Enter');
  await expect(page).toHaveURL('/customers/C-200699');
});

test('an answer that comes late does not replace a newer one', async () => {
  await page.goto('/customers');
  let release = () => {};
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let answered = false;
  await page.route('**/api/customers?q=maria%20alvarez', async (route) => {
    await held;
    await route.continue();
    answered = true;
  });
  const asked = page.waitForRequest('**/api/customers?q=maria%20alvarez');
  await box().fill('maria alvarez');
  await asked;
  await box().fill('C-200699');
  await expect(links()).toHaveCount(1);
  await expect(links()).toHaveAccessibleName(/^Diego D'Angelo/);

  const late = page.waitForResponse('**/api/customers?q=maria%20alvarez');
  release();
  await late;
  await expect.poll(() => answered).toBe(true);
  await expect(links()).toHaveAccessibleName(/^Diego D'Angelo/);
  await expect(box()).toHaveValue('C-200699');
});

test('nobody found and too many found have their own words', async () => {
  await page.goto('/customers?q=zzyzx');
  await expect(page.getByRole('heading', { name: 'No customer matches “zzyzx”' })).toBeVisible();
  await expect(page.getByText('Ask for the customer number')).toBeVisible();
  await expect(page.getByText('only its last three digits')).toBeVisible();

  await box().fill('an');
  await expect(page.getByText('Showing the first 20.')).toBeVisible();
  await expect(results()).toHaveCount(20);

  await box().fill('a');
  await expect(page.getByRole('heading', { name: 'Keep typing' })).toBeVisible();
});

test('a search that fails says so and can be tried again', async ({ noise }) => {
  noise.allow(/503/);
  await page.goto('/customers');
  await page.route('**/api/customers?*', (route) =>
    route.fulfill({
      status: 503,
      json: { problem: { code: 'unavailable', message: 'The directory is away.' } },
    }),
  );
  await box().fill('john smith');
  await expect(page.getByRole('main').getByRole('alert')).toContainText('The directory is away.');
  await page.unroute('**/api/customers?*');
  await page.getByRole('button', { name: 'Try again' }).click();
  await expect(links()).toHaveCount(6);
});

test('telephony software can open the lookup with a number', async () => {
  await page.goto(`/customers?phone=${encodeURIComponent('+34 612 345 001')}`);
  await expect(links()).toHaveCount(1);
  await expect(links()).toHaveAccessibleName('Maria Alvarez');
});
