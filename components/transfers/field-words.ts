import type { FieldFlaw, FieldReading, TransferField } from '@/lib/transfers/view';

/** The fields as they are named on the screen, in its order. */
export const fieldLabels: Record<TransferField, string> = {
  sourceAccount: 'From account',
  payeeName: 'Payee’s name',
  payeeAccount: 'Payee’s account',
  payeeBank: 'Payee’s bank',
  amount: 'Amount',
  currency: 'Currency',
  reference: 'Reference (optional)',
};

export const fieldNames = Object.keys(fieldLabels) as readonly TransferField[]; // the record has them all

const missing: Record<TransferField, string> = {
  sourceAccount: 'Say which account the money comes from.',
  payeeName: 'Type the payee’s name.',
  payeeAccount: 'Type the payee’s account.',
  payeeBank: 'The account is no IBAN: type which bank it is at.',
  amount: 'Type the amount.',
  currency: 'Which currency?',
  reference: '',
};

const flaws: Record<FieldFlaw, string> = {
  unknown_country:
    'No country’s IBAN begins like this. Check the first two letters; if it is no IBAN, name the bank.',
  wrong_length:
    'An IBAN of this country has another length. A character is missing, or there is one too many.',
  wrong_check_digits:
    'A character is wrong, or two are swapped: the check digits do not fit. Have it read to you once more.',
  not_an_account: 'This is no account number. Letters from A to Z, digits and spaces only.',
  not_an_iban: 'Money can be sent from an IBAN only.',
  same_account: 'This is the account the money comes from.',
  too_long: 'This is too long.',
  hidden_characters:
    'There is something in it that nobody can read. Type it by hand, with letters and digits.',
  mixed_scripts:
    'A word mixes letters of different alphabets, which can make one name look like another. Type it by hand.',
  looks_like_code:
    'A part of it looks like the code the customer compares. Leave that part out, or write it as a word.',
  unknown_currency: 'No such currency. Type three letters, as EUR.',
  not_a_number: 'Enter an amount, for example 1250.00.',
  other_currency: 'The amount names another currency than the one beside it.',
  negative: 'An amount to send has no minus.',
  zero: 'This would send nothing.',
  too_many_decimals: 'This currency has fewer decimals.',
  too_large: 'This is more than can be sent from here.',
};

const longest: Partial<Record<TransferField, number>> = { payeeName: 70, payeeBank: 70, reference: 140 };

/** What is wrong with a field, in words; null when nothing is, or when it asks a question instead. */
export function flawText(field: TransferField, reading: FieldReading | undefined): string | null {
  if (!reading || reading.kind === 'question') return null;
  if (reading.kind === 'missing') return missing[field];
  const most = longest[field];
  if (reading.why === 'too_long' && most) return `Too long: a bank takes ${most} characters at most.`;
  return flaws[reading.why];
}
