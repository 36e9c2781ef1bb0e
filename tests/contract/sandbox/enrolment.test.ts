import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Bank, openLastingBank } from './bank';
import { Browser } from './browser';
import { ask, askAndGetId, poll } from './client';

let bank: Bank;
beforeEach(async () => {
  bank = await openLastingBank();
});
afterEach(() => bank.close());

/** A browser signed in to the profile of this customer, and the enrolment link shown there. */
async function profile(customer: string): Promise<{ browser: Browser; html: string; link: string }> {
  const browser = new Browser();
  const { response } = await browser.follow(`${bank.url}/phone/devices?customer=${customer}`, bank.url);
  const html = await response.text();
  return { browser, html, link: /href="([^"]+\/phone\/enrol\/[^"]+)"/.exec(html)?.[1] ?? '' };
}

async function enrol(link: string): Promise<Browser> {
  const browser = new Browser();
  const { response } = await browser.submit(link, {}, bank.url);
  expect(response.status).toBe(200);
  return browser;
}

async function reaches(login_hint: string): Promise<boolean> {
  return (await ask(bank, { login_hint })).status === 200;
}

test('the profile shows the link as a QR code with a name, and as text', async () => {
  const { html, link } = await profile('maria');
  expect(link).toMatch(new RegExp(`^${bank.url}/phone/enrol/[\\w-]{32}$`));
  expect(html).toMatch(/<svg[^>]*role="img"[^>]*aria-label="QR code with the enrolment link"/);
  expect(html).toContain(`>${link}</a>`);
  expect(html).toContain('Demo phone');
});

describe('an enrolment link', () => {
  test('makes Eli reachable, and his new phone shows and answers his requests', async () => {
    expect(await reaches('eli.okafor')).toBe(false);
    const { link } = await profile('eli');
    const phone = await enrol(link);
    const id = await askAndGetId(bank, { login_hint: 'eli.okafor', binding_message: 'Code 482 913' });
    const html = await (await phone.open(`${bank.url}/phone`)).text();
    expect(html.replace(/<[^>]*>/g, '')).toContain('Code 482 913');
    expect(html).toContain('Send requests to this phone');
    const requestId = /name="requestId" value="([^"]+)"/.exec(html)?.[1] ?? '';
    await phone.submit(`${bank.url}/phone/respond`, { requestId, answer: 'approved' }, bank.url);
    expect((await poll(bank, id)).status).toBe(200);
  });

  test('asks first, and is not used up by looking at it', async () => {
    const { link } = await profile('eli');
    for (const visit of [1, 2]) {
      const response = await fetch(link);
      expect([visit, response.status]).toEqual([visit, 200]);
      expect(await response.text()).toContain('<h1>Make this Eli Okafor’s phone?</h1>');
    }
    expect(await reaches('eli.okafor')).toBe(false);
  });

  test('works once', async () => {
    const { link } = await profile('eli');
    await enrol(link);
    const again = await new Browser().submit(link, {}, bank.url);
    expect(again.response.status).toBe(410);
    expect(await again.response.text()).toContain('This link no longer works');
    expect((await fetch(link)).status).toBe(410);
  });

  test('works for ten minutes', async () => {
    const { link } = await profile('eli');
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 601_000 });
    try {
      expect((await fetch(link)).status).toBe(410);
    } finally {
      vi.useRealTimers();
    }
  });

  test('that is made up works never', async () => {
    expect((await fetch(`${bank.url}/phone/enrol/${'A'.repeat(32)}`)).status).toBe(410);
  });

  test('is not followed for another site’s page', async () => {
    const { link } = await profile('eli');
    const body = new URLSearchParams();
    const response = await fetch(link, { method: 'POST', body, headers: { origin: 'https://evil.example' } });
    expect(response.status).toBe(403);
    expect(await reaches('eli.okafor')).toBe(false);
  });
});

describe('removing a device', () => {
  const deviceIn = (html: string): string => /name="device" value="([^"]+)"/.exec(html)?.[1] ?? '';

  test('signs it out, and without any the customer is unreachable again', async () => {
    const phone = await enrol((await profile('eli')).link);
    expect(await reaches('eli.okafor')).toBe(true);
    const { browser, html } = await profile('eli');
    expect(html).toContain('aria-label="Remove A browser"');
    await browser.submit(`${bank.url}/phone/devices/remove`, { device: deviceIn(html) }, bank.url);
    expect((await phone.open(`${bank.url}/phone/api/requests`)).status).toBe(401);
    expect(await reaches('eli.okafor')).toBe(false);
  });

  test('in one’s own hand leads back to the choice of customers', async () => {
    const phone = await enrol((await profile('eli')).link);
    const html = await (await phone.open(`${bank.url}/phone/devices`)).text();
    expect(html).toContain('(this one)');
    const fields = { device: deviceIn(html) };
    const { response } = await phone.submit(`${bank.url}/phone/devices/remove`, fields, bank.url);
    expect(await response.text()).toContain('Whose phone is this?');
  });

  test('of somebody else does nothing', async () => {
    await enrol((await profile('eli')).link);
    const { html } = await profile('eli');
    const { browser } = await profile('maria');
    await browser.submit(`${bank.url}/phone/devices/remove`, { device: deviceIn(html) }, bank.url);
    expect(await reaches('eli.okafor')).toBe(true);
  });

  test('leaves customers reachable who have a demo phone', async () => {
    await enrol((await profile('maria')).link);
    const { browser, html } = await profile('maria');
    await browser.submit(`${bank.url}/phone/devices/remove`, { device: deviceIn(html) }, bank.url);
    expect(await reaches('maria.alvarez')).toBe(true);
  });
});

test('enrolled devices outlive a restart', async () => {
  await enrol((await profile('eli')).link);
  await bank.restart();
  expect(await reaches('eli.okafor')).toBe(true);
});
