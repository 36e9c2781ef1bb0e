import type { ReactNode } from 'react';
import { rich } from '../../rich';
import { count } from '../locale';

/** One transfer’s page, but for how the transfer stands (`status.ts`). */
export const say = {
  draft: 'Transfer draft',
  /** The tab, as long as no transfer can be read of the draft. */
  tabOfDraft: ({ customer }: { customer: string }) => `Transfer for ${customer}`,
  forCustomer: ({ name, number }: { name: ReactNode; number: ReactNode }) => rich`for ${name} ${number}`,
  /** In place of the name of a customer whose data has been deleted. */
  removedCustomer: 'Removed customer',
  notFound: {
    title: 'No such transfer',
    what: 'There is no transfer that you may see at this address. The link may be old, or a character may be missing.',
    whose: 'Tellers see the transfers they entered; supervisors see everybody’s.',
  },

  buttons: {
    continueDraft: 'Continue draft',
    receipt: 'Receipt',
    edit: 'Edit',
    opening: 'Opening…',
    cancel: 'Cancel transfer',
    cancelling: 'Cancelling…',
    startAgain: 'Start again with these details',
    starting: 'Starting…',
  },
  /** What pressing Edit takes back. */
  editing: ({ asked, agreed }: { asked: boolean; agreed: string | null }) => {
    if (asked && agreed)
      return `Editing cancels the request to the customer, and ${agreed} has to agree again.`;
    if (asked) return 'Editing cancels the request to the customer.';
    return agreed
      ? `Editing restarts all approvals: ${agreed} has to agree again.`
      : 'Editing restarts all approvals.';
  },

  alarmAtTheBank:
    'An alarm was raised when the bank may already have had this transfer. The desk does not ask the bank again: look it up at the bank now.',

  orderPart: 'Order',
  peoplePart: 'People and times',
  numbersPart: 'Numbers',

  people: {
    entered: 'Entered',
    submitted: 'Submitted',
    secondPerson: 'Second person',
    refused: 'Refused',
    nobodyYet: 'Nobody yet',
    customer: 'Customer’s approval',
    noApproval: 'None',
    executed: 'Executed',
    ended: 'Ended',
    bankAsked: 'Bank was asked',
    times: ({ times }: { times: number }) => {
      if (times === 1) return 'Once';
      return times === 2 ? 'Twice' : count(times, 'time', 'times');
    },
    detail: 'Technical detail',
    whoWhen: ({ name, at }: { name: string; at: ReactNode }) => rich`${name}, ${at}`,
  },

  numbers: {
    edition: ({ edition }: { edition: number }) => `Edition ${edition}`,
    /** What a press copies. */
    copied: {
      bankReference: 'the bank’s reference',
      transferNumber: 'the transfer number',
      hash: 'the hash',
    },
  },

  second: {
    title: 'Check this order',
    because: ({ reasons }: { reasons: string }) => `You are asked because ${reasons}.`,
    agreedTo: ({ teller, customer, what }: { teller: string; customer: string; what: ReactNode }) =>
      rich`If you agree, ${teller} may ask ${customer} to approve exactly this: ${what}.`,
    agree: 'Agree',
    refuse: 'Refuse',
  },

  reconcile: {
    title: 'What did the bank do?',
    executed: 'It was executed',
    missingReference: 'Enter the bank’s reference first.',
    unknownToBank: 'The bank has no record of it',
    notExecuted: 'It was not executed',
  },
};
