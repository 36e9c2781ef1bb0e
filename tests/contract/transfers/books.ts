import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BookedTransfer } from '../../../sandbox/bank/ledger';
import { openedAccount } from '../../support/transfer-customers';
import type { Bank } from '../sandbox/bank';
import { sensitiveData } from '../sandbox/client';
import { subjectOf } from '../sandbox/directory';
import { forgedToken } from '../sandbox/forged-token';

/** What the bank has executed. */
export async function ledgerOf(bank: Bank): Promise<BookedTransfer[]> {
  // The bank's own file: what it has told of is on the disk.
  const entries = JSON.parse(await readFile(path.join(bank.dataDir, 'state.json'), 'utf8')) as [
    string,
    { value: BookedTransfer },
  ][];
  return entries.flatMap(([key, { value }]) => (key.startsWith('ledger:') ? [value] : []));
}

/** What is on a customer's everyday account, in cents, and what the bank lists of it. */
export async function moneyOf(
  bank: Bank,
  customer: string,
): Promise<{ readonly balance: number; readonly transactions: readonly unknown[] }> {
  const { iban } = openedAccount(customer);
  const sub = await subjectOf(bank, customer);
  const { body } = await sensitiveData(bank, await forgedToken(bank, { sub, scope: 'read:sensitive-data' }));
  // The bank's own answer, whose shape the tests of the customer API pin.
  const { accounts, transactions } = body as {
    readonly accounts: readonly { readonly iban: string; readonly balanceMinor: number }[];
    readonly transactions: readonly unknown[];
  };
  const account = accounts.find((each) => each.iban === iban);
  if (!account) throw new Error(`${customer} has no everyday account`);
  return { balance: account.balanceMinor, transactions };
}
