import type { ReactNode } from 'react';
import type { FieldFlaw, Requirement, TransferField } from '@/lib/transfers/view';
import { rich } from '../../rich';
import { say as order } from './order';

/** The fields above themselves. */
const labels = {
  sourceAccount: order.sourceAccount,
  payeeName: order.payeeName,
  payeeAccount: order.payeeAccount,
  payeeBank: order.payeeBank,
  amount: order.amount,
  currency: order.currency,
  reference: 'Reference (optional)',
} satisfies Record<TransferField, string>;

/** The fields within a sentence. */
const listed = (names: readonly TransferField[]): string =>
  names.map((name) => labels[name].toLowerCase()).join(', ');

interface Fields {
  fields: readonly TransferField[];
}

/** Entering a transfer. */
export const say = {
  newTransfer: 'New transfer',
  changeTransfer: 'Change transfer',

  /** A link that does not say for whom. */
  noCustomer: {
    title: 'For which customer?',
    how: 'To enter a transfer, look up the customer and press “New transfer” there.',
  },
  notFound: {
    title: 'No such customer or transfer',
    what: 'There is no such customer or transfer at this address. The link may be old, or a character may be missing.',
  },

  labels,

  hints: {
    payeeAccount: 'IBAN, or another account number',
    payeeBank: 'The account is not an IBAN, so it does not show the bank: enter its name, BIC or code.',
    reference: 'The payee reads it.',
    notAnIban: 'Not an IBAN.',
  },

  missing: {
    sourceAccount: 'Enter the account the money comes from.',
    payeeName: 'Enter the payee’s name.',
    payeeAccount: 'Enter the payee’s account.',
    payeeBank: 'The account is not an IBAN: enter the payee’s bank.',
    amount: 'Enter the amount.',
    currency: 'Enter the currency, for example EUR.',
    reference: '',
  } satisfies Record<TransferField, string>,

  flaws: {
    unknown_country:
      'No country’s IBAN begins like this. Check the first two letters. If it is not an IBAN, enter the bank.',
    wrong_length:
      'Wrong length for an IBAN of this country: a character is missing, or there is one too many.',
    wrong_check_digits:
      'The check digits do not match: a character is wrong, or two are swapped. Ask the caller to read it again.',
    not_an_account: 'This is not an account number. Use only the letters A to Z, digits and spaces.',
    not_an_iban: 'Money can only be sent from an IBAN.',
    same_account: 'This is the account the money comes from.',
    too_long: 'This is too long.',
    hidden_characters: 'This contains hidden characters. Type it by hand, with letters and digits.',
    mixed_scripts:
      'A word mixes letters of different alphabets, which can make one name look like another. Type it by hand.',
    looks_like_code:
      'Part of this looks like the code the customer compares. Leave that part out, or write it as a word.',
    unknown_currency: 'No such currency. Enter three letters, for example EUR.',
    not_a_number: 'Enter an amount, for example 1250.00.',
    other_currency: 'The amount names a different currency from the one beside it.',
    negative: 'Enter the amount without a minus sign.',
    zero: 'Enter an amount above zero.',
    too_many_decimals: 'This currency has fewer decimals.',
    too_large: 'This is more than can be sent from here.',
  } satisfies Record<FieldFlaw, string>,
  longerThan: ({ most }: { most: number }) => `Too long: banks take at most ${most} characters.`,

  source: {
    choose: 'Choose an account',
    /** What was typed before the accounts could be seen. */
    unknown: ({ account }: { account: string }) => `${account} (not one of their accounts)`,
    placeholder: 'IBAN',
    verify: 'Verify their identity',
    verifyToChoose: ({ verify }: { verify: ReactNode }) => rich`${verify} to choose from their accounts.`,
  },
  shortfall: ({ account, balance }: { account: string; balance: string }) =>
    `${account} holds ${balance}, less than this amount. The bank may refuse the transfer.`,

  amountQuestion: ({ typed, amounts }: { typed: string; amounts: readonly string[] }) =>
    `Did the customer say ${amounts.join(' or ')}? “${typed}” can be read both ways. Ask them.`,
  /** Announced after the choice. */
  amountChosen: ({ amount }: { amount: string }) => `Amount: ${amount}`,

  readAloud: {
    title: 'Read this to the customer',
    empty: 'Fill in the form to see what to read out.',
    /** The whole transfer in one sentence, as it is spoken. `amount` stands on a line of its own. */
    sentence: (told: {
      amount: ReactNode;
      payee: ReactNode;
      account: ReactNode;
      /** Only where the account does not tell it. */
      bank: string | null;
      /** What the bank calls the account the money comes from. */
      source: string | null;
      sourceEnding: ReactNode;
      reference: string | null;
    }) =>
      rich`“You are sending ${told.amount} to ${told.payee}, account ${told.account}${
        told.bank === null ? '' : ` at ${told.bank}`
      }, from your ${told.source ?? 'account'} ending ${told.sourceEnding}${
        told.reference === null ? '' : `, with the reference ‘${told.reference}’`
      }. Is that right?”`,
  },

  approvalsLater: 'The bank’s rules decide this once everything is filled in.',

  request: 'Request authorization',
  requesting: 'Sending…',
  /** What follows a press on the button. */
  afterwards: {
    none: 'The bank executes it at once, unless today’s transfers by other tellers take it over a limit.',
    customer:
      'The customer’s phone asks them next; a supervisor first, if today’s transfers by other tellers take it over a limit.',
    customer_and_second_person: 'A supervisor is asked next, then the customer.',
  } satisfies Record<Requirement, string>,
  hasChanged: 'The sentence above has just changed. Read it to the customer again, then press again.',

  /** Why authorization cannot be requested yet. */
  notYet: {
    alarm: 'This customer has an alarm: nothing is sent until a supervisor lifts it. What you typed is kept.',
    conflict: 'First choose which version to keep.',
    gone: 'There is nothing left to send here.',
    unsaved: 'This draft cannot be saved right now, so it cannot be sent yet.',
    missing: ({ fields }: Fields) => `Still missing: ${listed(fields)}.`,
    flawed: ({ fields }: Fields) => `Not right yet: ${listed(fields)}.`,
    open: ({ fields }: Fields) => `Choose which ${listed(fields)} the customer meant.`,
    saving: 'Saving what you typed…',
  },

  save: {
    saved: 'Saved',
    saving: 'Saving…',
    problem: ({ why }: { why: string }) => `Not saved: ${why}`,
    conflict:
      'Changed in another tab. What you type here is not saved until you choose which version to keep.',
    takeTheirs: 'Load the other one',
    keepOurs: 'Keep this one',
    gone: 'This draft was sent or cancelled. Nothing more can be changed here.',
    openTransfer: 'Open the transfer',
  },
};
