import { expect, type Locator, type Page } from '@playwright/test';
import { openStream } from './events';
import type { Customer } from './people';
import { Phone } from './phone';

export interface CustomerPage {
  readonly card: Locator;
  readonly status: Locator;
  readonly code: Locator;
  readonly verify: Locator;
  readonly verifyAgain: Locator;
  readonly cancel: Locator;
  readonly endCall: Locator;
  readonly data: Locator;
  readonly locked: Locator;
}

/** The parts of a customer's page by the names design.md gives them. */
export function partsOf(page: Page): CustomerPage {
  const card = page.getByRole('region', { name: 'Verification' });
  return {
    card,
    status: card.getByRole('status'),
    code: card.locator('[data-spoken-code]'),
    verify: card.getByRole('button', { name: 'Verify identity' }),
    verifyAgain: card.getByRole('button', { name: 'Verify again' }),
    cancel: card.getByRole('button', { name: 'Cancel request' }),
    endCall: card.getByRole('button', { name: 'End call' }),
    data: page.getByRole('region', { name: 'Sensitive data' }),
    locked: page.getByRole('heading', { name: 'Locked until the customer approves' }),
  };
}

export async function openCustomer(
  page: Page,
  customer: Pick<Customer, 'number' | 'name'>,
): Promise<CustomerPage> {
  await page.goto(`/customers/${customer.number}`);
  await expect(page.getByRole('heading', { level: 1, name: customer.name })).toBeVisible();
  return partsOf(page);
}

/**
 * Presses Verify identity, or again where an earlier end is still shown, and waits until the customer is being asked.
 *
 * @returns the verification's id
 */
export async function verify(page: Page): Promise<string> {
  const { card, status } = partsOf(page);
  await card.getByRole('button', { name: /^Verify (identity|again)$/ }).click();
  await expect(status).toHaveText('Waiting for the customer');
  return lastVerification(page);
}

/** The id of what this person made of the customer whose page it is last, whatever became of it. */
export async function lastVerification(page: Page): Promise<string> {
  const customerId = new URL(page.url()).pathname.split('/').at(-1) ?? '';
  const stream = await openStream(page, `customer:${customerId}`);
  const { own } = (await stream.next()) as { own: { id: string } | null };
  await stream.close();
  if (!own) throw new Error('Nothing was made of this customer');
  return own.id;
}

/** Opens the customer, verifies and approves: the data is on screen. Returns the verification's id. */
export async function openApproved(page: Page, customer: Customer, sandboxUrl?: string): Promise<string> {
  const { data } = await openCustomer(page, customer);
  const id = await verify(page);
  await (await Phone.of(customer.number, sandboxUrl)).answer('Approve');
  await expect(data).toContainText(customer.email, { timeout: 15_000 });
  return id;
}

/** The letters and digits of a code, without what stands between its groups. */
export async function lettersOf(code: Locator): Promise<string> {
  return ((await code.textContent()) ?? '').replace(/[^A-Z\d]/g, '');
}

export const dataPath = (id: string) => `/api/verifications/${id}/sensitive-data`;
