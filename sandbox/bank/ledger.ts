import { say } from '../messages/en/bank';
import type { Store } from '../store';
import type { Customer } from './customer';
import { type SensitiveData, sensitiveDataOf } from './sensitive-data';

/** A transfer that was executed. */
export interface BookedTransfer {
  readonly transferId: string;
  /** Customer number. */
  readonly customer: string;
  readonly accountId: string;
  /** What it cost the account, in cents. */
  readonly euroCents: number;
  readonly payee: string;
  readonly bankReference: string;
  /** ISO 8601. */
  readonly executedAt: string;
}

/** What was executed, for ever, and what it left on the accounts. */
export class Ledger {
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  book(transfer: BookedTransfer): void {
    this.#store.set(`ledger:${transfer.transferId}`, transfer);
  }

  has(transferId: string): boolean {
    return this.#store.get(`ledger:${transferId}`) !== undefined;
  }

  /** What the customer API tells of a customer, with their transfers of today and before. */
  dataOf(customer: Customer, now: Date): SensitiveData {
    const data = sensitiveDataOf(customer, now);
    const booked = this.#of(customer);
    return {
      ...data,
      accounts: data.accounts.map((account) => ({
        ...account,
        balanceMinor: account.balanceMinor - spentFrom(account.id, booked),
      })),
      transactions: [
        ...booked.reverse().map((transfer) => ({
          id: transfer.bankReference,
          bookedOn: transfer.executedAt.slice(0, 10),
          description: say.booked(transfer),
          accountId: transfer.accountId,
          currency: 'EUR',
          amountMinor: -transfer.euroCents,
        })),
        ...data.transactions,
      ],
    };
  }

  /** Oldest first. */
  #of({ number }: Customer): BookedTransfer[] {
    // Only book writes under this prefix.
    const all = Array.from(this.#store.startingWith('ledger:'), ([, value]) => value as BookedTransfer);
    return all.filter(({ customer }) => customer === number);
  }
}

function spentFrom(accountId: string, booked: readonly BookedTransfer[]): number {
  return booked.reduce((sum, each) => (each.accountId === accountId ? sum + each.euroCents : sum), 0);
}
