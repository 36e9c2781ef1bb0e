import type { Account, CustomerView } from '@/lib/customers/view';
import { count } from './locale';

type HowMany = number | 'all';

export const say = {
  /** What is known of a customer before they approve. */
  facts: {
    name: 'Name',
    number: 'Number',
    segment: 'Segment',
    city: 'City',
    phone: 'Phone',
    email: 'E-mail',
    since: 'Customer since',
  },
  segments: {
    business: 'Business',
    personal: 'Personal',
  } satisfies Record<CustomerView['segment'], string>,
  /** In the title of the page. */
  alarm: 'Alarm',
  /** Stands for the name of a customer whose record is gone. */
  removed: 'Removed customer',

  notFound: {
    title: 'No such customer',
    why: 'There is no customer at this address. The link may be old, or a character may be missing.',
    next: 'Search by name, phone, e-mail or customer number instead.',
  },

  /** What the customer's approval unlocks. */
  data: {
    heading: 'Sensitive data',
    locked: 'Locked until the customer approves',
    lockedByAlarm: 'Locked until the alarm is lifted',
    retry: 'Try again',

    areas: {
      accounts: 'Accounts',
      transactions: 'Recent transactions',
      personal: 'Personal details',
    },
    /** Nobody must take a list for the whole. */
    missing: {
      accounts: ({ missing }: { missing: HowMany }) =>
        `${missing === 'all' ? 'The accounts' : count(missing, 'more account', 'more accounts')} cannot be shown here. Look in the bank’s own system.`,
      transactions: ({ missing }: { missing: HowMany }) =>
        `${missing === 'all' ? 'The transactions' : count(missing, 'more transaction', 'more transactions')} cannot be shown here. Look in the bank’s own system.`,
    },

    noAccounts: 'No accounts.',
    accountKinds: {
      current: 'Current account',
      savings: 'Savings account',
      card: 'Card',
      other: 'Account',
    } satisfies Record<Account['kind'], string>,
    /** What is copied: `Copy IBAN of Household`. */
    ibanOf: ({ account }: { account: string }) => `IBAN of ${account}`,

    noTransactions: 'No recent transactions.',
    transactionsCaption: 'Recent transactions, newest first',
    booked: 'Booked',
    what: 'What',
    account: 'Account',
    amount: 'Amount',

    securityNote: 'Security note',
    notGiven: 'Not given',
    /** Each as a label, and as what is copied: `Copy tax number`. */
    details: {
      dateOfBirth: { label: 'Date of birth', copied: 'date of birth' },
      taxNumber: { label: 'Tax number', copied: 'tax number' },
      address: { label: 'Address', copied: 'address' },
      phone: { label: 'Phone', copied: 'phone' },
      email: { label: 'E-mail', copied: 'e-mail' },
    },
  },

  /** Why the desk does not show what somebody asked for. */
  refusals: {
    noCustomer: 'There is no such customer.',
    locked: 'This data is locked. Verify the customer again to see it.',
    otherCustomer: 'The bank answered about somebody else, so nothing is shown. Tell an administrator.',
    notCovered: 'The customer’s approval does not cover this data. Tell an administrator.',
    bankSilent: 'The bank’s customer system is not answering. Try again in a moment.',
    tooManySearches: ({ most, seconds }: { most: number; seconds: number }) =>
      `You have searched ${count(most, 'time', 'times')} within a minute, which is the limit. You can go on in ${count(seconds, 'second', 'seconds')}.`,
  },
};
