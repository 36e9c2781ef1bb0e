import { dataPath, openApproved, openCustomer, partsOf, verify } from './support/customer-page';
import { eventsPath, isStream } from './support/events';
import { withoutRole } from './support/people';
import { choosePerson, signIn, signInHere, signOut } from './support/sign-in';
import { expect, test } from './support/test';

const refused = /status of 401/;

test('a click after the session ended leads to sign-in, and back to the same page', async ({
  page,
  agent,
  customer,
  noise,
}) => {
  noise.allow(refused);
  await signIn(page, agent);
  const { verify: button, status } = await openCustomer(page, customer);
  // Any sooner, and the page would notice by its stream before anybody clicks.
  await page.route(page.url(), async (route) => {
    if (route.request().method() === 'POST') await page.context().clearCookies({ name: /\.session/ });
    await route.continue();
  });

  await button.click();
  await page.waitForURL(/\/sign-in/);
  await expect(page.getByText('You will be back where you were.')).toBeVisible();
  await page.getByRole('button', { name: 'Sign in' }).click();

  // The bank’s sign-in still knows who this is, so it does not ask.
  await page.waitForURL(`/customers/${customer.number}`);
  await expect(status).toHaveText('Not verified');
});

test('a search after the session ended leads to sign-in, and back with the query', async ({
  page,
  agent,
  noise,
}) => {
  noise.allow(refused);
  await signIn(page, agent);
  await page.goto('/customers?q=john%20smith');
  await expect(page.getByRole('main').getByRole('listitem')).toHaveCount(6);
  // Any sooner, and the page would notice by its stream before anything is typed.
  await page.route(/\/api\/customers\?q=wojcik/, async (route) => {
    await page.context().clearCookies();
    await route.continue();
  });

  await page.getByRole('searchbox').fill('wojcik & lukasz');
  await page.waitForURL(/\/sign-in/);
  await signInHere(page, agent);

  await page.waitForURL(/\/customers\?q=/);
  await expect(page.getByRole('searchbox')).toHaveValue('wojcik & lukasz');
  await expect(page.getByRole('main').getByRole('link')).toHaveCount(2);
});

test('an idle page notices by itself that the session was ended elsewhere', async ({
  page,
  agent,
  customer,
  openBrowser,
  noise,
}) => {
  noise.allow(refused);
  await signIn(page, agent);
  await openCustomer(page, customer);
  const elsewhere = await openBrowser({ storageState: await page.context().storageState() });
  await elsewhere.goto('/customers');
  await signOut(elsewhere);
  await page.waitForURL(/\/sign-in\?.*callbackUrl=/, { timeout: 15_000 });
});

test('who signs out at the bank’s own page is out of every page of the desk, with what waited there', async ({
  page,
  agent,
  customer,
  openBrowser,
  noise,
}) => {
  noise.allow(refused);
  await signIn(page, agent);
  const id = await openApproved(page, customer);
  const cookies = await page.context().storageState();
  const other = await page.context().newPage();
  await other.goto('/history');
  const atTheBank = await page.context().newPage();
  await atTheBank.goto(`${process.env.SANDBOX_URL}/staff/session/end?client_id=countersign-desk`);
  for (const each of [page, other]) await each.waitForURL(/\/sign-in\?/, { timeout: 5_000 });

  const thief = await openBrowser({ storageState: cookies });
  expect((await thief.request.get(dataPath(id))).status()).toBe(401);
  await signInHere(page, agent);
  const { locked } = await openCustomer(page, customer);
  await expect(locked).toBeVisible();
});

test('a browser has one session: the next sign-in ends the one before', async ({
  page,
  agent,
  teller,
  openBrowser,
}) => {
  await signIn(page, agent);
  const former = await openBrowser({ storageState: await page.context().storageState() });
  await former.goto('/customers');
  await expect(former.getByRole('heading', { level: 1, name: 'Customers' })).toBeAttached();
  await page.context().clearCookies({ name: /alder/ });
  await page.goto('/sign-in?error=OAuthCallback');
  await signInHere(page, teller);
  await page.waitForURL('/customers');
  expect((await former.request.get('/api/calls')).status()).toBe(401);
  expect((await page.request.get('/api/calls')).status()).toBe(200);
});

test('a page opened without a session comes back with its query after sign-in', async ({ page, agent }) => {
  await page.goto('/customers?q=C-200699&from=queue');
  await expect(page).toHaveURL(/\/sign-in/);
  await signInHere(page, agent);
  await expect(page).toHaveURL('/customers?q=C-200699&from=queue');
});

test('signing out locks the data, ends the bank’s session too, and an old cookie is worth nothing', async ({
  page,
  agent,
  customer,
  openBrowser,
}) => {
  await signIn(page, agent);
  const id = await openApproved(page, customer);
  const old = await page.context().storageState();

  await signOut(page);
  await expect.soft(page.getByRole('status')).toContainText('You are signed out.');
  await page.goto(`/customers/${customer.number}`);
  await expect(page).toHaveURL(/\/sign-in/);

  const thief = await openBrowser({ storageState: old });
  await thief.goto(`/customers/${customer.number}`);
  await expect(thief).toHaveURL(/\/sign-in/);
  for (const path of ['/api/calls', '/api/customers?q=john', dataPath(id)]) {
    expect((await thief.request.get(path)).status(), path).toBe(401);
  }

  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Sign in' }).click();
  await choosePerson(page, agent);
  await page.goto(`/customers/${customer.number}`);
  const { status, locked } = partsOf(page);
  await expect(status).toHaveText('Not verified');
  await expect(locked).toBeVisible();
  expect((await page.request.get(dataPath(id))).status()).toBe(403);
});

test('a sign-out that takes its time still reaches the bank', async ({ page, agent, noise }) => {
  noise.allow(refused);
  const shown: string[] = [];
  page.on('framenavigated', (frame) => shown.push(frame.url()));
  await signIn(page, agent);
  await page.goto('/customers');
  // The page's stream ends with the session. Here the browser opens it anew between the two halves of a sign-out.
  await page.route(/\/staff\/session\/end/, async (route) => {
    await page.waitForResponse((answer) => isStream(answer.url()), { timeout: 6_000 }).catch(() => {});
    await route.continue().catch(() => {});
  });
  shown.length = 0;
  await signOut(page);
  await expect(page.getByRole('status')).toContainText('You are signed out.', { timeout: 15_000 });
  expect(
    shown.filter((url) => url.includes('reason=expired')),
    'pages that speak of an expired session',
  ).toEqual([]);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await choosePerson(page, agent);
});

test('signing out cancels what still waits for a customer', async ({ page, agent, customer }) => {
  await signIn(page, agent);
  await openCustomer(page, customer);
  await verify(page);
  await signOut(page);
  await signIn(page, agent);
  const { status } = await openCustomer(page, customer);
  await expect(status).toHaveText('Not verified');
});

test('somebody without a role learns whom to ask, and gets nothing else', async ({ openDesk, customer }) => {
  const page = await openDesk(withoutRole);
  await page.goto('/customers');
  await expect(page.getByRole('heading', { name: 'No role yet' })).toBeVisible();
  await expect(page.getByText('Ask your team’s supervisor')).toBeVisible();
  await expect(page.getByText(withoutRole)).toBeVisible();

  for (const path of [
    `/customers/${customer.number}`,
    '/history',
    '/history/ver_AAAAAAAAAAAAAAAAAAAAAA',
    '/',
  ]) {
    await page.goto(path);
    await expect(page, path).toHaveURL('/no-role');
  }
  const unknown = 'ver_AAAAAAAAAAAAAAAAAAAAAA';
  for (const path of [
    '/api/customers?q=john',
    '/api/calls',
    eventsPath('calls'),
    eventsPath(`customer:${customer.number}`),
    dataPath(unknown),
  ]) {
    expect((await page.request.get(path)).status(), path).toBe(403);
  }
  await page.getByRole('button', { name: 'Sign out' }).click();
  await expect(page).toHaveURL(/\/sign-in/);
});

test('without a session no page and no route says anything', async ({ page, customer }) => {
  for (const path of ['/', '/customers', `/customers/${customer.number}`, '/history', '/no-role']) {
    await page.goto(path);
    await expect(page, path).toHaveURL(/\/sign-in/);
  }
  const unknown = 'ver_AAAAAAAAAAAAAAAAAAAAAA';
  for (const path of [
    '/api/customers?q=john',
    '/api/calls',
    eventsPath('calls'),
    eventsPath(`customer:${customer.number}`),
    dataPath(unknown),
  ]) {
    const answer = await page.request.get(path);
    expect(answer.status(), path).toBe(401);
    expect(await answer.text()).not.toContain(customer.name);
  }
});
