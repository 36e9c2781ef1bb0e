import {
  electronicFormatIBAN,
  extractIBAN,
  friendlyFormatIBAN,
  ValidationErrorsIBAN,
  validateIBAN,
} from 'ibantools';
import type { PayeeAccount } from './transfer';
import type { PayeeAccountView } from './view';

/** What somebody typed as the account to pay to. */
export type AccountReading =
  | { readonly kind: 'account'; readonly account: PayeeAccount }
  | { readonly kind: 'invalid'; readonly why: AccountFlaw };

type AccountFlaw =
  | 'empty'
  | 'unknown_country'
  | 'wrong_length'
  | 'wrong_check_digits'
  | 'not_an_account'
  /** A number that is no IBAN says nothing of its bank. */
  | 'bank_missing';

const LONGEST = 34;

/**
 * Reads an account number as it stands on an invoice: an IBAN with or without spaces, or another number together with
 * its bank. What begins like an IBAN has to be a right one: a mistyped IBAN is not taken for something else.
 *
 * @param bank name or code of the bank; needed for, and only kept with, what is no IBAN
 */
export function readAccount(text: string, bank = ''): AccountReading {
  // As it was copied: with its label, and marks for layout and direction that nobody sees.
  const typed = text
    .replace(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replace(/^\s*IBAN(?![A-Za-z0-9])[\s:.-]*/i, '')
    .trim();
  if (typed === '') return invalid('empty');
  // Letters and digits of other scripts look like ours and are not.
  if (!/^[A-Za-z0-9\s.\p{Pd}/]+$/u.test(typed)) return invalid('not_an_account');
  const compact = compactNumber(typed);
  const named = bank.trim();
  if (/^[A-Z]{2}\d{2}/.test(compact)) {
    const iban = readIban(compact);
    // Many countries have no IBAN, and numbers of their own that begin like one.
    const isForeign = iban.kind === 'invalid' && iban.why === 'unknown_country' && named !== '';
    if (!isForeign) return iban;
  }
  if (!/^[A-Z]{0,4}\d[A-Z0-9]*$/.test(compact) || compact.length < 4 || compact.length > LONGEST) {
    return invalid('not_an_account');
  }
  if (named === '') return invalid('bank_missing');
  return { kind: 'account', account: { scheme: 'other', number: inParts(typed), bank: named } };
}

/** Letters and digits alone: what makes two writings the same number. */
export function compactNumber(number: string): string {
  return number.replace(/[^A-Za-z0-9]/g, '').toUpperCase();
}

/** As it was typed, parts kept apart: a sort code or a routing number and the account behind it are two numbers. */
function inParts(typed: string): string {
  return typed
    .toUpperCase()
    .replace(/\s*\p{Pd}+\s*/gu, '-')
    .replace(/\s+/g, ' ')
    .replace(/^[^A-Z0-9]+|[^A-Z0-9]+$/g, '');
}

/** In groups of four, as it is read aloud. */
export function accountInGroups(account: PayeeAccount): string {
  return account.scheme === 'iban' ? (friendlyFormatIBAN(account.iban) ?? account.iban) : account.number;
}

/** As people see it, with what the number itself tells of the bank. */
export function presentAccount(account: PayeeAccount): PayeeAccountView {
  const text = accountInGroups(account);
  if (account.scheme === 'other') return { text, country: null, bank: account.bank };
  const { countryCode, bankIdentifier } = extractIBAN(account.iban);
  return { text, country: countryCode ?? null, bank: bankIdentifier ?? '' };
}

/**
 * The end of an account's number, by which it is the same account however it is written: as an IBAN or as a national
 * number, with or without leading noughts or the code of its bank before it, whatever the bank is called.
 */
export function accountTail(account: PayeeAccount): string {
  const number = account.scheme === 'iban' ? account.iban : compactNumber(account.number);
  return number.slice(-8).replace(/^0+/, '');
}

/** Two IBANs are exact. Anything else may be another writing of the same account, and is taken for it. */
export function mayBeSameAccount(one: PayeeAccount, other: PayeeAccount): boolean {
  if (one.scheme === 'iban' && other.scheme === 'iban') return one.iban === other.iban;
  return accountTail(one) === accountTail(other);
}

function readIban(compact: string): AccountReading {
  const iban = electronicFormatIBAN(compact) ?? compact;
  const { valid, errorCodes } = validateIBAN(iban);
  if (valid) return { kind: 'account', account: { scheme: 'iban', iban } };
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry)) return invalid('unknown_country');
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength)) return invalid('wrong_length');
  const isMistyped = errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum);
  return invalid(isMistyped ? 'wrong_check_digits' : 'not_an_account');
}

function invalid(why: AccountFlaw): AccountReading {
  return { kind: 'invalid', why };
}
