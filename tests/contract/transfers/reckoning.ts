import { expect } from 'vitest';
import type { Database } from '@/lib/adapters/postgres/database';
import type { AuthorizationDetail } from '@/lib/ciba/request-parameters';
import { isExactly } from '@/lib/transfers/linking';
import { isFrozen, type Transfer } from '@/lib/transfers/transfer';
import type { BookedTransfer } from '../../../sandbox/bank/ledger';
import { euroCentsOf } from '../../../sandbox/bank/money';
import { transferStore } from '../../support/stores';
import { openedAccount } from '../../support/transfer-customers';
import type { Bank } from '../sandbox/bank';
import { ledgerOf, moneyOf } from './books';
import type { Plan } from './plan';

export async function allTransfers({ db }: Database): Promise<Transfer[]> {
  return transferStore(db).list({ list: 'all', subject: '', all: true, limit: 100_000 });
}

/** Every plan has come to an end its people can have wanted. */
export function expectEndsAsPlanned(plans: readonly Plan[], ends: readonly Transfer[]): void {
  const surprises = plans.flatMap((plan, n) => {
    const end = ends[n];
    const how = `${end?.status} ${end?.reason}`;
    return end && possibleEnds(plan, end).includes(how) ? [] : [{ plan, how, detail: end?.detail }];
  });
  expect(surprises).toEqual([]);
}

function possibleEnds(plan: Plan, { requirement, edition }: Transfer): string[] {
  const form = plan.forms[edition - 1];
  if (!form) return [];
  const carriedOut = plan.refusal ? `failed ${plan.refusal}` : 'executed null';
  const cancelled = plan.withdraw === 'cancel' ? ['cancelled cancelled'] : [];
  if (requirement === 'none') return [carriedOut, ...cancelled];
  if (requirement === 'customer_and_second_person' && plan.second === 'refuse') {
    return ['denied second_person_refused'];
  }
  const answered = { approve: carriedOut, deny: 'denied denied', ignore: 'expired expired' }[plan.answer];
  return [answered, ...cancelled];
}

/** What was executed is what was approved, once, and to the cent. */
export async function expectBooksToAgree(
  bank: Bank,
  transfers: readonly Transfer[],
  approved: ReadonlyMap<string, AuthorizationDetail>,
): Promise<void> {
  const ledger = await ledgerOf(bank);
  const executed = transfers.filter(({ status }) => status === 'executed');
  expect(ledger.map(({ transferId }) => transferId).sort()).toEqual(executed.map(({ id }) => id).sort());

  const booked = new Map(ledger.map((entry) => [entry.transferId, entry]));
  for (const transfer of executed) {
    if (!isFrozen(transfer)) throw new Error(`${transfer.id} was executed without an order`);
    const detail = approved.get(transfer.hash);
    if (transfer.requirement !== 'none') expect(isExactly(transfer, detail && [detail])).toBe(true);
    const { amount, payeeName } = transfer.order;
    expect(booked.get(transfer.id)).toMatchObject({
      customer: transfer.customerId,
      payee: payeeName,
      bankReference: transfer.bankReference,
      euroCents: euroCentsOf(detail ? amountIn(detail) : written(amount), amount.currency),
    });
  }
  expect(sums(ledger.map((entry) => [currencyOf(executed, entry), entry.euroCents]))).toEqual(
    sums(executed.map((t) => [currencyOf(executed, { transferId: t.id }), centsOf(t)])),
  );
  await expectBalances(bank, ledger);
}

async function expectBalances(bank: Bank, ledger: readonly BookedTransfer[]): Promise<void> {
  const spent = sums(ledger.map(({ customer, euroCents }) => [customer, euroCents]));
  for (const [customer, cents] of Object.entries(spent)) {
    const { balance } = await moneyOf(bank, customer);
    expect(balance).toBe(openedAccount(customer).balanceMinor - cents);
  }
}

function sums(entries: readonly (readonly [string, number])[]): Record<string, number> {
  const total: Record<string, number> = {};
  for (const [name, value] of entries) total[name] = (total[name] ?? 0) + value;
  return total;
}

function currencyOf(
  executed: readonly Transfer[],
  { transferId }: Pick<BookedTransfer, 'transferId'>,
): string {
  return executed.find(({ id }) => id === transferId)?.order?.amount.currency ?? 'none';
}

function centsOf({ order }: Transfer): number {
  if (!order) return Number.NaN;
  return euroCentsOf(written(order.amount), order.amount.currency) ?? Number.NaN;
}

function amountIn(detail: AuthorizationDetail): string {
  // Pinned by the tests of the linking.
  return (detail.instructedAmount as { readonly amount: string }).amount;
}

const decimals: Readonly<Record<string, number>> = { JPY: 0, VND: 0, BHD: 3 };

/** Not with the product's own function: it might be what is wrong. */
function written({ minor, currency }: { readonly minor: number; readonly currency: string }): string {
  return (minor / 10 ** (decimals[currency] ?? 2)).toFixed(decimals[currency] ?? 2);
}
