import { expect, type Locator, type Page } from '@playwright/test';
import { type Customer, savingsOf } from './people';

/** The fields of a transfer by the names on the screen. */
const labels = {
  sourceAccount: 'From account',
  payeeName: 'Payee’s name',
  payeeAccount: 'Payee’s account',
  payeeBank: 'Payee’s bank',
  amount: 'Amount',
  currency: 'Currency',
  reference: 'Reference (optional)',
} as const;

type Field = keyof typeof labels;

interface DraftPage {
  readonly field: (name: Field) => Locator;
  /** The sentence the teller reads aloud. */
  readonly summary: Locator;
  /** The question which of two amounts was meant; a button for each. */
  readonly question: Locator;
  readonly saved: Locator;
  readonly submit: Locator;
}

/** The parts of a transfer that is being entered. */
export function draftOn(page: Page): DraftPage {
  return {
    field: (name) => page.getByLabel(labels[name], { exact: true }),
    summary: page.getByRole('region', { name: 'Read this to the customer' }),
    question: page.getByRole('group', { name: /^Did the customer say/ }),
    saved: page.getByText('Saved', { exact: true }),
    submit: page.getByRole('button', { name: 'Request authorization' }),
  };
}

/** Opens a new transfer for the customer. */
export async function openDraft(page: Page, customer: Pick<Customer, 'number'>): Promise<DraftPage> {
  await page.goto(`/transfers/new?customer=${customer.number}`);
  await expect(page.getByRole('heading', { level: 1, name: 'New transfer' })).toBeVisible();
  return draftOn(page);
}

/** Types into the fields and waits until what they mean stands beside them. */
export async function fillIn(page: Page, values: Partial<Record<Field, string>>): Promise<void> {
  const { field, saved } = draftOn(page);
  for (const name of Object.keys(labels) as Field[]) {
    const value = values[name];
    // The accounts are chosen where they may be seen, and typed in where not.
    if (value === undefined) continue;
    const isSelect = (await field(name).evaluate((element) => element.tagName)) === 'SELECT';
    await (isSelect ? field(name).selectOption(value) : field(name).fill(value));
  }
  await expect(saved).toBeVisible();
}

interface TransferPage {
  readonly status: Locator;
  readonly authorization: Locator;
  readonly code: Locator;
  readonly ask: Locator;
  readonly cancelRequest: Locator;
  readonly agree: Locator;
  readonly refuse: Locator;
  readonly bankReference: Locator;
  readonly wasExecuted: Locator;
  readonly wasNotExecuted: Locator;
  readonly edit: Locator;
  readonly cancel: Locator;
  readonly startAgain: Locator;
  readonly receipt: Locator;
}

/** The parts of one transfer's page. */
export function transferOn(page: Page): TransferPage {
  const authorization = page.getByRole('region', { name: 'Authorization', exact: true });
  const button = (name: string) => page.getByRole('button', { name, exact: true });
  return {
    status: page
      .getByRole('region', { name: /^(Status|Authorization)$/ })
      .getByRole('status')
      .first(),
    authorization,
    code: authorization.locator('[data-spoken-code]'),
    ask: authorization.getByRole('button', { name: 'Request authorization' }),
    cancelRequest: authorization.getByRole('button', { name: 'Cancel request' }),
    agree: button('Agree'),
    refuse: button('Refuse'),
    bankReference: page.getByLabel('Bank’s reference'),
    wasExecuted: button('It was executed'),
    wasNotExecuted: button('It was not executed'),
    edit: button('Edit'),
    cancel: button('Cancel transfer'),
    startAgain: button('Start again with these details'),
    receipt: page.getByRole('link', { name: 'Receipt' }),
  };
}

/** @returns the id of the transfer this page shows */
async function transferIdOf(page: Page): Promise<string> {
  await page.waitForURL(/\/transfers\/trf_[\w-]{22}/);
  const id = /trf_[\w-]{22}/.exec(page.url())?.[0];
  if (!id) throw new Error(`Not the page of a transfer: ${page.url()}`);
  return id;
}

/** As an account is written for people. */
export function inFours(iban: string): string {
  return iban.replace(/(.{4})(?=.)/g, '$1 ');
}

/** Lena Vogt, whom nobody here ever paid before. */
const lena = { payeeName: 'Lena Vogt', payeeAccount: 'DE89 3704 0044 0532 0130 00' };

/** A complete draft of a small payment from the customer's savings. */
export async function enter(
  page: Page,
  customer: Pick<Customer, 'number'>,
  change: Partial<Record<Field, string>> = {},
): Promise<DraftPage> {
  const draft = await openDraft(page, customer);
  await fillIn(page, {
    sourceAccount: savingsOf(customer),
    ...lena,
    amount: '125.50',
    currency: 'EUR',
    reference: 'Invoice 7',
    ...change,
  });
  return draft;
}

/** Enters a transfer and asks for what it needs. @returns its id */
export async function request(
  page: Page,
  customer: Pick<Customer, 'number'>,
  change: Partial<Record<Field, string>> = {},
): Promise<string> {
  const { submit } = await enter(page, customer, change);
  await submit.click();
  return transferIdOf(page);
}
