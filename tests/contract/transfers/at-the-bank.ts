import type { PolicyRules } from '@/lib/transfers/policy';
import type { Transfer, TransferId } from '@/lib/transfers/transfer';
import { emptyForm, type TransferForm } from '@/lib/transfers/view';
import { type Phone, phoneOf } from '../../support/bank';
import { postgres } from '../../support/engines';
import { tom } from '../../support/samples';
import { partsFor } from '../../support/transfer-bank';
import { byHand, openedAccount } from '../../support/transfer-customers';
import { type DeskParts, enter, openTransferDesk, type TransferDesk } from '../../support/transfer-desk';
import { type Bank, CIBA_SECRET } from '../sandbox/bank';
import { moneyOf } from './books';

type Line = Parameters<typeof partsFor>[0]['line'];

/** A desk at the sandbox bank, its customers and their phones. */
export interface AtTheBank {
  readonly bank: Bank;
  readonly desk: TransferDesk;
  readonly parts: DeskParts;
  /** A customer nobody else has to do with. */
  customer(): Promise<Caller>;
  close(): Promise<void>;
}

export interface Caller {
  readonly number: string;
  readonly phone: Phone;
  /** Submits a transfer of Tom's for them, EUR 12.34 to Lena but for what the form changes. */
  send(form?: Partial<TransferForm>, desk?: TransferDesk): Promise<Transfer>;
  /** Cents that have left the account. */
  spent(): Promise<number>;
}

export async function openAtTheBank(
  bank: Bank,
  { line, policy }: { readonly line?: Line; readonly policy?: PolicyRules } = {},
): Promise<AtTheBank> {
  const parts = {
    ...(await partsFor(
      { url: bank.url, clientSecret: CIBA_SECRET, ...(line ? { line } : {}) },
      postgres.open(),
    )),
    ...(policy ? { policy } : {}),
  };
  const desk = openTransferDesk(parts);
  return {
    bank,
    desk,
    parts,
    customer: () => callerAt(bank, desk),
    async close() {
      await desk.stop();
      await parts.database.close();
    },
  };
}

let called = 0;

async function callerAt(bank: Bank, at: TransferDesk): Promise<Caller> {
  const number = byHand[called++] ?? '';
  const { iban, balanceMinor } = openedAccount(number);
  return {
    number,
    phone: await phoneOf(bank.url, number),
    send: (form, desk = at) =>
      enter(desk, tom, number, {
        ...emptyForm,
        sourceAccount: iban,
        payeeName: 'Lena Vogt',
        payeeAccount: 'DE89 3704 0044 0532 0130 00',
        amount: '12.34',
        currency: 'EUR',
        ...form,
      }),
    spent: async () => balanceMinor - (await moneyOf(bank, number)).balance,
  };
}

/** What was recorded about a transfer and the requests to its customer, oldest first. */
export async function trailOf({ database: { db } }: TransferDesk, id: TransferId): Promise<string[]> {
  const rows = await db
    .selectFrom('audit')
    .select('action')
    .where('transfer_id', '=', id)
    .orderBy('id')
    .execute();
  return rows.map(({ action }) => action);
}
