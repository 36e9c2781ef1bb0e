import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { root } from '../../scripts/lib/root.mjs';
import { phoneOf } from '../support/bank';
import { launchBrowser } from '../support/browser';
import { startDesk } from '../support/desk';
import { signIn } from '../support/staff';

/** `npm run screenshots`: every page of the running product, for README and docs. */
const folder = path.join(root, 'docs/images');

// Nobody of these people asks or denies too often.
const env = {
  REQUESTS_PER_CUSTOMER: '100',
  REQUESTS_PER_CUSTOMER_DAY: '100',
  REQUESTS_PER_STAFF_MINUTE: '100',
  DENIAL_PAUSES: '1',
};
const desk = await startDesk({ env });
const browser = await launchBrowser();
await mkdir(folder, { recursive: true });

try {
  await agentPages(browser, 'light', { width: 1280, height: 860 }, '');
  await agentPages(browser, 'dark', { width: 1280, height: 860 }, '-dark');
  await agentPages(browser, 'light', { width: 390, height: 844 }, '-phone');
  await transferPages(browser, 'light', { width: 1280, height: 1000 }, '');
  await transferPages(browser, 'dark', { width: 1280, height: 1000 }, '-dark');
  await transferPages(browser, 'light', { width: 390, height: 844 }, '-phone');
  await supervisorPages(browser);
  await stopPages(browser);
  await customersPhone(browser);
} finally {
  await browser.close();
  await desk.stop();
}

async function agentPages(
  browser: Browser,
  colorScheme: 'light' | 'dark',
  viewport: { width: number; height: number },
  suffix: string,
): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  await page.goto(`${desk.url}/sign-in`);
  await shoot(page, `sign-in${suffix}`);
  await signIn(page, desk.url, 'Ines Moreau');
  await page.getByRole('searchbox', { name: 'Search customers' }).fill('mar');
  await page
    .getByRole('link', { name: /Maria Alvarez/ })
    .first()
    .waitFor();
  await shoot(page, `lookup${suffix}`);

  await page.goto(`${desk.url}/customers/C-100001`);
  await shoot(page, `customer${suffix}`);
  await page.getByRole('button', { name: 'Verify identity' }).click();
  await page.getByText('Waiting for the customer').first().waitFor();
  await shoot(page, `waiting${suffix}`);
  await (await phoneOf(desk.sandboxUrl, 'maria')).answer(true);
  await page.getByRole('region', { name: 'Sensitive data' }).getByRole('table').waitFor();
  await shoot(page, `approved${suffix}`);
  await page.getByRole('button', { name: 'End call' }).click();
  await page.getByText('Call ended').waitFor();

  await page.goto(`${desk.url}/customers/C-100003`);
  await page.getByRole('button', { name: 'Verify identity' }).click();
  await page.getByText('Denied by the customer').first().waitFor();
  await page.getByRole('button', { name: 'Verify again' }).waitFor();
  await shoot(page, `denied${suffix}`);
  await page.getByRole('button', { name: /^Dismiss/ }).click();
  await page.getByText('No open calls').waitFor({ state: 'attached' });
  await context.close();
}

async function transferPages(
  browser: Browser,
  colorScheme: 'light' | 'dark',
  viewport: { width: number; height: number },
  suffix: string,
): Promise<void> {
  const context = await browser.newContext({ colorScheme, viewport });
  const page = await context.newPage();
  await signIn(page, desk.url, 'Tom Adeyemi', '/transfers/new?customer=C-100001');
  const type = async (label: string, text: string) => page.getByLabel(label, { exact: true }).fill(text);
  const submit = page.getByRole('button', { name: 'Request authorization' });
  await type('From account', 'NL75 ALDR 7637 0763 58');
  await type('Payee’s name', 'John Doe');
  await type('Payee’s account', 'DE89 3704 0044 0532 0130 00');
  await type('Currency', 'EUR');
  await type('Amount', '1.000');
  await page.getByRole('group', { name: /^Did the customer say/ }).waitFor();
  await shoot(page, `transfer-question${suffix}`);
  await type('Amount', '500');
  await type('Reference (optional)', 'Invoice 7');
  await page.getByText('Saved', { exact: true }).waitFor();
  await shoot(page, `transfer-new${suffix}`);
  await submit.click();
  await page.getByText('Waiting for the customer').first().waitFor();
  await shoot(page, `transfer-waiting${suffix}`);
  if (suffix === '-phone') {
    const phone = await context.newPage();
    await phone.goto(`${desk.sandboxUrl}/phone?customer=maria`);
    await phone.getByRole('button', { name: 'Approve' }).waitFor();
    await shoot(phone, 'sandbox-phone-transfer');
  }
  await (await phoneOf(desk.sandboxUrl, 'maria')).answer(true);
  await page.getByRole('link', { name: 'Receipt' }).waitFor();
  await shoot(page, `transfer-executed${suffix}`);
  await page.getByRole('link', { name: 'Receipt' }).click();
  await page.getByRole('button', { name: 'Print' }).waitFor();
  await shoot(page, `transfer-receipt${suffix}`);

  await page.goto(`${desk.url}/transfers/new?customer=C-100001`);
  await type('From account', 'NL75 ALDR 7637 0763 58');
  await type('Payee’s name', 'Halden Shipyard');
  await type('Payee’s account', 'NO93 8601 1117 947');
  await type('Currency', 'EUR');
  await type('Amount', '12.500,00');
  await page.getByText('Saved', { exact: true }).waitFor();
  await submit.click();
  await page.waitForURL(/\/transfers\/trf_/);
  await shoot(page, `transfer-second-person${suffix}`);
  const second = page.url();
  await page.goto(`${desk.url}/transfers`);
  await page
    .getByRole('link', { name: /Halden/ })
    .first()
    .waitFor();
  await shoot(page, `transfers${suffix}`);

  const supervisor = await browser.newContext({ colorScheme, viewport });
  const grace = await supervisor.newPage();
  await signIn(grace, desk.url, 'Grace Kim', new URL(second).pathname);
  await grace.getByRole('button', { name: 'Agree' }).waitFor();
  await shoot(grace, `transfer-agree${suffix}`);
  await page.goto(second);
  await page.getByRole('button', { name: 'Cancel transfer' }).click();
  await page.getByText('Cancelled').first().waitFor();
  await Promise.all([context.close(), supervisor.close()]);
}

async function supervisorPages(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 860 } });
  const page = await context.newPage();
  await signIn(page, desk.url, 'Grace Kim', '/history');
  await shoot(page, 'history');
  await page.getByRole('table').getByRole('link').first().click();
  await page.waitForURL(/\/history\/ver_/);
  await shoot(page, 'history-entry');
  await context.close();
}

async function stopPages(browser: Browser): Promise<void> {
  const viewport = { width: 1280, height: 860 };
  const agent = await (await browser.newContext({ viewport })).newPage();
  await agent.goto(`${desk.url}/sign-in`);
  await agent.getByRole('button', { name: 'Sign in' }).click();
  await agent.getByRole('button', { name: /^Ines Moreau/ }).waitFor();
  await shoot(agent, 'sandbox-staff-sign-in');
  await signIn(agent, desk.url, 'Ines Moreau', '/customers');
  await agent.goto(`${desk.url}/customers/C-999999`);
  await shoot(agent, 'not-found');
  await agent.goto(`${desk.url}/history`);
  await shoot(agent, 'not-your-role');
  const nobody = await (await browser.newContext({ viewport })).newPage();
  await signIn(nobody, desk.url, 'Lee Chen');
  await shoot(nobody, 'no-role');
  for (const page of [agent, nobody]) await page.context().close();
}

async function customersPhone(browser: Browser): Promise<void> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
  const agent = await context.newPage();
  await signIn(agent, desk.url, 'Ines Moreau', '/customers/C-100001');
  await agent.getByRole('button', { name: 'Verify identity' }).click();
  const phone = await context.newPage();
  await phone.goto(`${desk.sandboxUrl}/phone`);
  await shoot(phone, 'sandbox-phone-chooser');
  await phone.goto(`${desk.sandboxUrl}/phone?customer=maria`);
  await phone.getByRole('button', { name: 'Approve' }).waitFor();
  await shoot(phone, 'sandbox-phone');
  await context.close();
}

async function shoot(page: Page, name: string): Promise<void> {
  // Fonts and the last paint; a screenshot of a skeleton would be of no use to anybody.
  await page.evaluate(() => document.fonts.ready);
  await page.waitForLoadState('networkidle', { timeout: 2000 }).catch(() => undefined);
  await page.screenshot({ path: path.join(folder, `${name}.png`) });
}
