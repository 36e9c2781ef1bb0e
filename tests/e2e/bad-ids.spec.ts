import { expectCalm, insides } from './support/answers';
import { supervisor } from './support/people';
import { expect, test } from './support/test';

const odd = [
  'nobody',
  'C-999999',
  'c-100001',
  'ver_AAAAAAAAAAAAAAAAAAAAAA',
  'ver_',
  '..%2F..%2Fetc%2Fpasswd',
  '%00',
  'C-100001%00',
  '%F0%9F%A6%8A',
  "'%20OR%201=1--",
  '%25',
  '__proto__',
  'x'.repeat(5000),
];

test('an unknown or malformed id is a page that says so, and never a fault', async ({
  openDesk,
  agent,
  noise,
}) => {
  noise.allow(/status of 40[04]/);
  const page = await openDesk(agent);
  for (const id of odd) {
    const answer = await page.request.get(`/customers/${id}`, { maxRedirects: 0 });
    const body = await expectCalm(answer, `/customers/${id.slice(0, 40)}`);
    expect.soft(answer.status(), id.slice(0, 40)).toBe(404);
    expect.soft(body, id.slice(0, 40)).toContain('No such customer');
  }
  await page.goto('/customers/C-999999');
  await expect(page.getByRole('heading', { name: 'No such customer' })).toBeVisible();
  await expect(page.getByRole('link', { name: 'Look up a customer' })).toBeVisible();
  const answer = await page.goto('/there/is/no/such/page');
  expect(answer?.status()).toBe(404);
  await expect(page.getByRole('heading', { name: 'There is no such page' })).toBeVisible();
});

test('the same in the history', async ({ openDesk, noise }) => {
  noise.allow(/status of 40[04]/);
  const page = await openDesk(supervisor);
  for (const id of odd) {
    const answer = await page.request.get(`/history/${id}`, { maxRedirects: 0 });
    await expectCalm(answer, `/history/${id.slice(0, 40)}`);
    expect.soft(answer.status(), id.slice(0, 40)).toBe(404);
  }
  await page.goto('/history/ver_AAAAAAAAAAAAAAAAAAAAAA');
  await expect(page.getByRole('heading', { name: 'No such verification' })).toBeVisible();
});

test('a route answers an unknown or malformed id with 404 and a sentence', async ({ openDesk, agent }) => {
  const { request } = await openDesk(agent);
  for (const id of odd) {
    for (const [path, sentence] of [
      [`/api/verifications/${id}/sensitive-data`, 'There is no such verification.'],
      [`/api/events?on=customer:${id}`, 'There is no such customer.'],
    ] as const) {
      const what = path.slice(0, 60);
      const answer = await request.get(path, { maxRedirects: 0 });
      const body = await expectCalm(answer, what);
      expect.soft(answer.status(), what).toBe(404);
      expect.soft(body, what).toContain(sentence);
    }
  }
});

const queries: readonly (readonly [what: string, q: string])[] = [
  ['10 kB', 'x'.repeat(10_000)],
  ['10 kB of digits', '1'.repeat(10_000)],
  ['NUL', 'mar\u0000ia'],
  ['control characters', '\u0001\u0002\u001b[31m\u202e'],
  ['a lone percent sign', '%'],
  ['only wildcards', '%%%'],
  ['underscores', '______'],
  ['a backslash', '\\%'],
  ['emoji', '🦊👩🏽‍💻'],
  ['SQL', "'; DROP TABLE customers; --"],
  ['more SQL', "%' OR '1'='1"],
  ['markup', '<script>alert(1)</script>'],
  ['a plus sign', '+'],
  ['an at sign', '@@'],
  ['wildcards in an e-mail', '%@%'],
  ['underscores in an e-mail', '_____@mail'],
];

test('an odd query finds nobody, and breaks nothing', async ({ openDesk, agent }) => {
  const { request } = await openDesk(agent);
  for (const [what, q] of queries) {
    const answer = await request.get('/api/customers', { params: { q: q } });
    const body = await expectCalm(answer, `the search for ${what}`);
    expect.soft(answer.status(), what).toBe(200);
    expect.soft(JSON.parse(body), what).toMatchObject({ customers: [], more: false });
    await expectCalm(await request.get('/customers', { params: { q: q } }), `the page for ${what}`);
  }
  // As no browser would write it, but a program may.
  for (const raw of [
    'q=%00',
    'q=%ff%fe',
    'q=%',
    'q=%ud83e',
    'q=ab%ed%a0%be',
    'q=a&q=b',
    'q[]=x',
    'q',
    '%00=%00',
    'phone=%2B',
  ]) {
    for (const path of ['/api/customers', '/customers']) {
      await expectCalm(await request.get(`${path}?${raw}`), `${path}?${raw}`);
    }
  }
  const everybody = await request.get('/api/customers', { params: { q: 'john smith' } });
  expect(
    ((await everybody.json()) as { customers: object[] }).customers,
    'the table is still there',
  ).toHaveLength(6);
});

test('markup in a query is shown as text', async ({ openDesk, agent }) => {
  const page = await openDesk(agent);
  await page.goto(`/customers?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`);
  await expect(
    page.getByRole('heading', { name: 'No customer matches “<img src=x onerror=alert(1)>”' }),
  ).toBeVisible();
  await expect(page.getByRole('main').locator('img')).toHaveCount(0);
});

test('the check for stacks would notice one', () => {
  expect(insides('Error: x\n    at handler (/srv/app/route.ts:3:7)\n')).toHaveLength(1);
  expect(insides('{"file":"/srv/node_modules/next/dist/x.js"}')).toHaveLength(1);
  expect(insides('Anna at home, 10:30:15')).toEqual([]);
});
