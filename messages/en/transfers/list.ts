import type { ReactNode } from 'react';
import type { TransferListName } from '@/lib/transfers/view';
import { rich } from '../../rich';
import { count, numberText } from '../locale';
import { say as order } from './order';

/** The work lists of transfers. */
export const say = {
  title: 'Transfers',

  tabs: 'Lists of transfers',
  lists: {
    mine: 'Mine',
    second: 'Awaiting second person',
    reconcile: 'Needs reconciliation',
    all: 'All',
  } satisfies Record<TransferListName, string>,

  filter: {
    text: 'Filter transfers',
    placeholder: 'Payee, customer or reference',
    status: 'Status',
    anyStatus: 'Any status',
  },

  /** Announced when the list has changed. */
  counted: ({ rows, more }: { rows: number; more: boolean }) => {
    if (rows === 0) return 'No transfers';
    return more ? `The newest ${numberText(rows)} transfers` : count(rows, 'transfer', 'transfers');
  },
  more: ({ rows }: { rows: number }) =>
    `Only the newest ${numberText(rows)} are listed. Filter by payee, customer or reference to find older ones.`,
  tryAgain: 'Try again',

  table: {
    caption: 'Transfers, most recently changed first',
    amount: order.amount,
    payee: order.payee,
    customer: 'Customer',
    status: 'Status',
    teller: 'Entered by',
    changed: 'Last change',
    noAmount: '–',
    noPayee: 'No payee yet',
    /** Before the teller’s name, where there is no column for it. */
    by: 'By:',
    you: 'You',
    draftFor: ({ payee, customer }: { payee: string | null; customer: string }) =>
      payee ? `Draft to ${payee} for ${customer}` : `Draft for ${customer}`,
  },

  empty: {
    mine: 'You have not entered any transfers yet. The ones you enter are listed here with their status.',
    second:
      'No transfer is waiting for a second person. Large transfers stay here until a supervisor has decided.',
    reconcile:
      'No transfer needs reconciliation. A transfer is listed here when nobody knows whether the bank executed it.',
    all: 'Nobody has entered a transfer yet.',
  } satisfies Record<TransferListName, string>,
  noMatch: ({ text }: { text: string }) =>
    text ? `No transfer in this list matches “${text}”.` : 'No transfer in this list matches that status.',
  noMatchHint: 'Part of the payee’s or the customer’s name is enough. The transfer may be in another list.',
  enterOne: ({ lookUp }: { lookUp: ReactNode }) =>
    rich`To enter a transfer, ${lookUp} and press “New transfer” there.`,
  lookUp: 'look up the customer',
};
