import type { ReactNode } from 'react';
import { rich } from '../../rich';

/** The receipt of an executed transfer. */
export const say = {
  tab: ({ payee }: { payee: string }) => `Receipt for ${payee}`,
  toTransfer: 'The transfer',
  notFound: {
    title: 'No receipt',
    what: 'Only transfers that the bank has executed have a receipt, and only people who may see the transfer can open it.',
  },

  title: 'Transfer receipt',
  customer: ({ name, number }: { name: ReactNode; number: string }) => rich`${name}, ${number}`,
  amountTo: ({ amount, payee }: { amount: ReactNode; payee: ReactNode }) => rich`${amount} to ${payee}`,

  sentPart: 'What was sent',
  accountAt: ({ account, bank }: { account: ReactNode; bank: ReactNode }) => rich`${account} at ${bank}`,

  approvedPart: 'Who approved it',
  enteredBy: 'Entered by',
  checkedBy: 'Checked by',
  approvedBy: 'Approved by',
  whoWhen: ({ name, at }: { name: ReactNode; at: ReactNode }) => rich`${name}, ${at}`,
  onTheirPhone: ({ name, at }: { name: ReactNode; at: ReactNode }) =>
    rich`${name}, on their own phone, ${at}`,
  noApproval: 'Small amounts need no approval',

  referencesPart: 'References',
  sent: 'Sent',

  print: 'Print',
};
