import { presentAccount, readAccount } from './account';
import { looksLikeCode } from './code-alike';
import { decimalOf, type Money, readAmount, unambiguousText } from './money';
import { readName } from './payee';
import type { Order, PayeeAccount } from './transfer';
import type { FieldReading, MoneyView, OrderView, TransferField, TransferForm } from './view';

/** ISO 20022 `Max140Text`. */
const LONGEST_REFERENCE = 140;

export interface Reading {
  /** What is not understood, field by field. */
  readonly fields: Readonly<Partial<Record<TransferField, FieldReading>>>;
  readonly payeeAccount: PayeeAccount | null;
  /** Null as long as one field is not understood. */
  readonly order: Order | null;
}

/** Makes an order of what was typed, or says of every field why it cannot be. Nothing is ever guessed. */
export function readForm(form: TransferForm): Reading {
  const fields: Partial<Record<TransferField, FieldReading>> = {};
  const sourceAccount = sourceOf(form, fields);
  const payeeName = nameOf(form, fields);
  const payeeAccount = payeeAccountOf(form, fields);
  const amount = amountOf(form, fields);
  const reference = referenceOf(form, fields);
  if (payeeAccount?.scheme === 'iban' && payeeAccount.iban === sourceAccount) {
    fields.payeeAccount = { kind: 'flaw', why: 'same_account' };
  }
  const isComplete = Object.keys(fields).length === 0;
  const order =
    isComplete && sourceAccount && payeeName && payeeAccount && amount && reference !== undefined
      ? { sourceAccount, payeeName, payeeAccount, amount, reference }
      : null;
  return { fields, payeeAccount: payeeAccount ?? null, order };
}

type Fields = Partial<Record<TransferField, FieldReading>>;

function sourceOf({ sourceAccount }: TransferForm, fields: Fields): string | undefined {
  const reading = readAccount(sourceAccount, 'any');
  if (reading.kind === 'account' && reading.account.scheme === 'iban') return reading.account.iban;
  const why = reading.kind === 'account' ? 'not_an_iban' : reading.why;
  fields.sourceAccount =
    why === 'empty' || why === 'bank_missing' ? { kind: 'missing' } : { kind: 'flaw', why };
  return undefined;
}

function nameOf({ payeeName }: TransferForm, fields: Fields): string | undefined {
  const reading = readName(payeeName);
  if (reading.kind === 'name' && !looksLikeCode(reading.name)) return reading.name;
  if (reading.kind === 'name') {
    fields.payeeName = { kind: 'flaw', why: 'looks_like_code' };
    return undefined;
  }
  fields.payeeName = reading.why === 'empty' ? { kind: 'missing' } : { kind: 'flaw', why: reading.why };
  return undefined;
}

function payeeAccountOf({ payeeAccount, payeeBank }: TransferForm, fields: Fields): PayeeAccount | undefined {
  const bank = readName(payeeBank);
  const reading = readAccount(payeeAccount, bank.kind === 'name' ? bank.name : '');
  if (reading.kind === 'account') return reading.account;
  if (reading.why === 'empty') fields.payeeAccount = { kind: 'missing' };
  else if (reading.why !== 'bank_missing') fields.payeeAccount = { kind: 'flaw', why: reading.why };
  else if (bank.kind === 'invalid' && bank.why !== 'empty')
    fields.payeeBank = { kind: 'flaw', why: bank.why };
  else fields.payeeBank = { kind: 'missing' };
  return undefined;
}

function amountOf({ amount, currency }: TransferForm, fields: Fields): Money | undefined {
  const code = currency.trim().toUpperCase();
  if (code === '') {
    fields.currency = { kind: 'missing' };
    if (amount.trim() === '') fields.amount = { kind: 'missing' };
    return undefined;
  }
  const reading = readAmount(amount, code);
  switch (reading.kind) {
    case 'amount':
      return reading.money;
    case 'ambiguous':
      fields.amount = {
        kind: 'question',
        choices: reading.readings.map((money) => ({
          text: unambiguousText(money),
          amount: presentMoney(money),
        })),
      };
      return undefined;
    case 'invalid':
      if (reading.why === 'unknown_currency') fields.currency = { kind: 'flaw', why: 'unknown_currency' };
      else if (reading.why === 'empty') fields.amount = { kind: 'missing' };
      else fields.amount = { kind: 'flaw', why: reading.why };
      return undefined;
  }
}

/** @returns '' for none */
function referenceOf({ reference }: TransferForm, fields: Fields): string | undefined {
  if (reference.trim() === '') return '';
  const reading = readName(reference, LONGEST_REFERENCE);
  if (reading.kind === 'name' && !looksLikeCode(reading.name)) return reading.name;
  if (reading.kind === 'name') {
    fields.reference = { kind: 'flaw', why: 'looks_like_code' };
    return undefined;
  }
  // Signs without a letter or digit among them say nothing to a payee.
  fields.reference =
    reading.why === 'empty' ? { kind: 'flaw', why: 'hidden_characters' } : { kind: 'flaw', why: reading.why };
  return undefined;
}

export function presentOrder(order: Order): OrderView {
  return {
    ...order,
    payeeAccount: presentAccount(order.payeeAccount),
    amount: presentMoney(order.amount),
  };
}

export function presentMoney(money: Money): MoneyView {
  return { ...money, decimal: decimalOf(money) };
}
