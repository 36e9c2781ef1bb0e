import type { ReactNode } from 'react';
import { rich } from '../../rich';

/** What a transfer is made of, named alike wherever it stands: form, list, transfer, receipt. */
export const say = {
  amount: 'Amount',
  payee: 'Payee',
  payeeName: 'Payee’s name',
  payeeAccount: 'Payee’s account',
  payeeBank: 'Payee’s bank',
  sourceAccount: 'From account',
  currency: 'Currency',
  reference: 'Reference',
  noReference: 'None',
  bankReference: 'Bank’s reference',
  transferNumber: 'Transfer number',
  hash: 'Hash (SHA-256)',

  /** The transfer in a line: heading, link, title of the tab. */
  amountTo: ({ amount, payee }: { amount: string; payee: string }) => `${amount} to ${payee}`,

  /** Country and bank of an IBAN. */
  bankOfIban: ({ country, code }: { country: string; code: ReactNode }) =>
    rich`${country}, bank code ${code}`,

  approvalsNeeded: 'Approvals needed',
};
