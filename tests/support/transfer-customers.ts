import type { Customer, CustomerDirectory } from '@/lib/customers/directory';
import { createCustomers } from '../../sandbox/bank/customers';
import { sensitiveDataOf } from '../../sandbox/bank/sensitive-data';

const { all } = createCustomers();

/** An everyday account of the sandbox bank as it was opened. */
export interface OpenedAccount {
  readonly iban: string;
  /** Cents. */
  readonly balanceMinor: number;
}

/** Customers of the sandbox bank who answer when and how they are told to. */
export const byHand: readonly string[] = all.filter(({ persona }) => !persona).map(({ number }) => number);

export function openedAccount(number: string): OpenedAccount {
  const customer = all.find((each) => each.number === number);
  const account = customer && sensitiveDataOf(customer, new Date()).accounts[0];
  if (!account?.iban) throw new Error(`no account of ${number}`);
  return { iban: account.iban, balanceMinor: account.balanceMinor };
}

/** The bank's customers as the desk would import them. */
export const bankDirectory: CustomerDirectory = {
  search: async () => ({ customers: [], more: false }),
  get: async (id) => customers.get(id),
};

const customers = new Map<string, Customer>(
  all.map(({ number, subject, username, name, phone, email, city, segment, customerSince }) => [
    number,
    { id: number, number, subject, username, name, phone, email, city, segment, customerSince },
  ]),
);
