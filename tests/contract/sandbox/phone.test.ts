import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Bank, openLastingBank } from './bank';
import { Browser } from './browser';
import { ask, askAndGetId, call, phoneOf, poll } from './client';
import { directoryOf } from './directory';
import { newTransfer } from './transfer';

let bank: Bank;
beforeAll(async () => {
  bank = await openLastingBank();
});
afterAll(() => bank.close());

const withoutTags = (html: string): string => html.replace(/<[^>]*>/g, '');

describe('the page', () => {
  test('asks whose phone it is, and offers every persona', async () => {
    const html = await (await fetch(`${bank.url}/phone`)).text();
    expect(html).toContain('<h1>Whose phone is this?</h1>');
    for (const name of ['Maria Alvarez', 'Ken Tanaka', 'Dora Nilsen', 'Nora Whitfield', 'Eli Okafor']) {
      expect(html).toMatch(new RegExp(`<button name="customer"[^>]*>\\s*<span class="name">${name}`));
    }
  });

  test('a link signs straight in, and the page shows what is asked, in plain words', async () => {
    await ask(bank, { binding_message: 'Call with your bank: 482 913' });
    const browser = new Browser();
    const { response } = await browser.follow(`${bank.url}/phone?customer=maria`, bank.url);
    const html = await response.text();
    expect(html).toContain('<h1>Maria Alvarez</h1>');
    expect(html).toContain('Alder Bank contact centre');
    expect(withoutTags(html)).toContain('Call with your bank: 482 913');
    expect(html).toContain('Let the agent see your accounts, recent transactions and personal details');
    expect(html).toMatch(/<button[^>]*value="approved"[^>]*>Approve</);
    expect(html).toMatch(/<button[^>]*value="denied"[^>]*>Deny</);
    expect(html).toMatch(/<button[^>]*value="not_me"[^>]*>I&#39;m not on a call</);
  });

  test('shows a transfer row by row, above the message, and keeps it in the list of earlier requests', async () => {
    const detail = newTransfer({
      instructedAmount: { amount: '1250000', currency: 'JPY' },
      creditorName: 'Søren <Vogt>',
      remittanceInformationUnstructured: 'Rent & heating',
    });
    await ask(bank, {
      binding_message: 'Pay JPY 1,250,000 to Søren: 482-913',
      authorization_details: JSON.stringify([detail]),
    });
    const browser = new Browser();
    const { response } = await browser.follow(`${bank.url}/phone?customer=maria`, bank.url);
    const html = await response.text();
    const [, rows = ''] = /<dl class="transfer">(.*?)<\/dl>/s.exec(html) ?? [];
    const shown = Array.from(rows.matchAll(/<dt>(.*?)<\/dt><dd>(.*?)<\/dd>/g), ([, term, value]) => [
      term,
      value,
    ]);
    expect(shown).toEqual([
      ['Amount', '1,250,000 JPY'],
      ['To', 'Søren &lt;Vogt&gt;'],
      ['Account', 'DE89 3704 0044 0532 0130 00'],
      ['From', 'Account ending 6358'],
      ['Reference', 'Rent &amp; heating'],
    ]);
    expect(html.indexOf('</dl>')).toBeLessThan(html.indexOf('482-913'));

    await (await phoneOf(bank, 'maria')).press({ approved: false });
    const after = await (await browser.open(`${bank.url}/phone/inbox`)).text();
    expect(after).toContain('1,250,000 JPY to Søren &lt;Vogt&gt;');
    expect(after).not.toContain('<dl');
  });

  test('any customer number works, another is told apart from it', async () => {
    const [row] = (await directoryOf(bank)).slice(50);
    const browser = new Browser();
    const page = await browser.submit(`${bank.url}/phone/sign-in`, { customer: row?.id ?? '' }, bank.url);
    expect(await page.response.text()).toContain('Switch customer');
    const unknown = await new Browser().submit(`${bank.url}/phone/sign-in`, { customer: '<b>C-1' }, bank.url);
    expect(unknown.response.status).toBe(404);
    expect(await unknown.response.text()).toContain('&lt;b&gt;C-1');
  });

  test('the buttons work without a script, and say what came of it', async () => {
    const id = await askAndGetId(bank, { login_hint: 'nora.whitfield' });
    const browser = new Browser();
    const page = await browser.follow(`${bank.url}/phone?customer=nora`, bank.url);
    const requestId = /name="requestId" value="([^"]+)"/.exec(await page.response.text())?.[1] ?? '';
    const after = await browser.submit(
      `${bank.url}/phone/respond`,
      { requestId, answer: 'approved' },
      bank.url,
    );
    expect(await after.response.text()).toMatch(/role="status"[^>]*>You approved/);
    expect((await poll(bank, id)).status).toBe(200);
    const again = await browser.submit(
      `${bank.url}/phone/respond`,
      { requestId, answer: 'denied' },
      bank.url,
    );
    expect(await again.response.text()).toMatch(/role="status"[^>]*>This request was answered already/);
  });

  test('switching the customer signs out', async () => {
    const browser = new Browser();
    await browser.follow(`${bank.url}/phone?customer=ken`, bank.url);
    const { response } = await browser.submit(`${bank.url}/phone/sign-out`, {}, bank.url);
    expect(await response.text()).toContain('Whose phone is this?');
    expect((await browser.open(`${bank.url}/phone/api/requests`)).status).toBe(401);
  });

  test('of somebody who closed the account is gone', async () => {
    const response = await fetch(`${bank.url}/phone?customer=uma`);
    expect(response.status).toBe(404);
    expect(await response.text()).toContain('Uma Lindqvist closed the account');
  });

  test('tells a customer without a device that nothing arrives here', async () => {
    const { response } = await new Browser().follow(`${bank.url}/phone?customer=eli`, bank.url);
    expect(await response.text()).toContain('This phone is not enrolled');
  });
});

describe('an answer', () => {
  test('counts for own requests only: anyone else hears 404', async () => {
    await ask(bank);
    const [request] = await (await phoneOf(bank, 'maria')).pending();
    const stranger = await phoneOf(bank, 'nora');
    const body = { requestId: request?.requestId, approved: true };
    expect((await stranger.respond(body)).status).toBe(404);
    expect((await stranger.respond({ ...body, requestId: 'made-up' })).status).toBe(404);
    expect((await (await phoneOf(bank, 'maria')).respond(body)).status).toBe(200);
  });

  test('counts once: the second hears 409, also when both come at the same time', async () => {
    await ask(bank);
    const phone = await phoneOf(bank, 'maria');
    const requestId = (await phone.pending())[0]?.requestId;
    const answers = await Promise.all([
      phone.respond({ requestId, approved: false }),
      phone.respond({ requestId, approved: true }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  test('that comes too late hears 409', async () => {
    await ask(bank, { requested_expiry: '1' });
    const phone = await phoneOf(bank, 'maria');
    const requestId = (await phone.pending())[0]?.requestId;
    await expect.poll(async () => (await phone.all())[0]?.status).toBe('expired');
    expect(await phone.respond({ requestId, approved: true })).toMatchObject({
      status: 409,
      body: { error: 'expired' },
    });
  });

  test.each([
    ['not an object', 'approve'],
    ['no request', { approved: true }],
    ['no decision', { requestId: 'x' }],
    ['an unknown reason', { requestId: 'x', approved: false, reason: 'bored' }],
    ['a reason for an approval', { requestId: 'x', approved: true, reason: 'not_me' }],
  ])('with %s hears 400', async (_what, body) => {
    expect((await (await phoneOf(bank, 'maria')).respond(body)).status).toBe(400);
  });

  test('needs a sign-in that is genuine', async () => {
    const { token } = await phoneOf(bank, 'maria');
    for (const bad of ['', 'nonsense', token.replace('C-100001', 'C-100002'), `${token}x`]) {
      const { status } = await call(`${bank.url}/phone/api/requests`, {
        headers: { authorization: `Bearer ${bad}` },
      });
      expect(status).toBe(401);
    }
  });

  test('by cookie needs to come from our own page', async () => {
    await ask(bank);
    const browser = new Browser();
    await browser.follow(`${bank.url}/phone?customer=maria`, bank.url);
    const requestId = (await (await phoneOf(bank, 'maria')).pending())[0]?.requestId;
    const respond = (headers: Record<string, string>) =>
      browser.open(`${bank.url}/phone/api/respond`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify({ requestId, approved: false }),
      });
    expect((await respond({})).status).toBe(403);
    expect((await respond({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await respond({ 'sec-fetch-site': 'same-site' })).status).toBe(403);
    expect((await respond({ origin: bank.url })).status).toBe(200);
  });
});

test('no auth_req_id ever reaches the phone or the terminal', async () => {
  const id = await askAndGetId(bank);
  const browser = new Browser();
  const page = await browser.follow(`${bank.url}/phone?customer=maria`, bank.url);
  const list = await browser.open(`${bank.url}/phone/api/requests`);
  const inbox = await browser.open(`${bank.url}/phone/inbox`);
  const seen = [
    await page.response.text(),
    await list.text(),
    await inbox.text(),
    JSON.stringify(bank.notices),
  ];
  expect(seen.filter((text) => withoutTags(text).includes('Code 123 456'))).toHaveLength(4);
  expect(seen.filter((text) => text.includes(id))).toEqual([]);
});
