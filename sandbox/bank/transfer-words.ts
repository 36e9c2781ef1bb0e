import { say } from '../messages/en/bank';
import type { WireTransfer } from './transfer-detail';

/** What the customer is told in a line: "Send 1,250.00 EUR to Lena Vogt, account DE89 3704 0044 0532 0130 00, for “Rent”" */
export function transferInWords(detail: WireTransfer): string {
  return say.transfer({
    amount: amountInWords(detail),
    payee: detail.creditorName,
    account: accountInWords(detail),
    purpose: detail.remittanceInformationUnstructured,
  });
}

/** Digits stay as they were sent: a number in between would round. */
export function amountInWords({ instructedAmount: { amount, currency } }: WireTransfer): string {
  const [whole = '', fraction] = amount.split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, ',');
  return `${fraction === undefined ? groups : `${groups}.${fraction}`} ${currency}`;
}

/** Where the money goes, an IBAN as it is printed; with the bank where the number does not say it. */
export function accountInWords({ creditorAccount: account }: WireTransfer): string {
  if ('iban' in account) return inGroups(account.iban);
  return say.accountAt({ number: inParts(account.number), bank: account.bank });
}

/** In the parts it was sent in; what has none, in groups that can be read. */
function inParts(number: string): string {
  return /[^A-Z0-9]/.test(number) ? number : inGroups(number);
}

function inGroups(text: string): string {
  return text.replace(/(.{4})(?=.)/g, '$1 ');
}
