import type { ReactNode } from 'react';
import type { Amount, RetentionClass, RunOutcome } from '@/lib/retention/view';
import { rich } from '../rich';
import { count, numberText } from './locale';
import { titleOf } from './title';

export const say = {
  title: 'Retention',
  tab: titleOf('Retention', 'History'),
  intro:
    'Personal data is deleted on schedule, once a day. What happened, when and how it ended is kept for good, and the audit trail still proves it.',

  classes: {
    customer: {
      name: 'Customers',
      what: 'who was verified or paid, what they were told and asked, payees and accounts',
    },
    staff: { name: 'Staff', what: 'who asked, agreed and looked; a pseudonym takes their place' },
    drafts: { name: 'Drafts', what: 'transfers that were never submitted' },
    sessions: { name: 'Sign-ins', what: 'staff sign-ins that have ended, and who handled which alerts' },
    hints: { name: 'ID tokens', what: 'what identifies a customer to the sign-in service' },
  } satisfies Record<RetentionClass, { name: string; what: string }>,

  keepings: {
    heading: 'How long data is kept',
    countedAsOf: ({ at }: { at: ReactNode }) => rich`Counted as of ${at}. Nothing was changed.`,
    preview: 'Preview deletion',
    previewAgain: 'Count again',
    /** On a phone the columns are gone, and their names stand before each cell. */
    columnOf: ({ column }: { column: string }) => `${column}: `,
    what: 'What',
    kept: 'Kept',
    nextRun: 'The next run deletes',
    lastRun: 'Last run',
    forGood: 'For good',
    days: ({ days }: { days: number }) => count(days, 'day', 'days'),
    /** Where the shorter time of another class holds for this one too. */
    follows: ({ name }: { name: string }) => `same limit as ${name}`,
    nothing: 'Nothing',
    olderThan: ({ before }: { before: ReactNode }) => rich`what is older than ${before}`,
    wouldBeDeleted: (amount: Amount) => `Would be deleted: ${amountText(amount)}`,
    onHold: (amount: Amount) => `On hold: ${amountText(amount)}`,
    notYet: 'Not yet',
  },

  /** What a run came to, and how much it deleted. */
  runs: {
    done: (went) => deletedText(went),
    under_way: (went) => `Under way. ${deletedText(went)} so far`,
    broken_off: (went) => `Stopped early. ${deletedText(went)}; the next run goes on`,
    failed: (went) => `Failed. ${deletedText(went)}; the desk tries again every hour`,
  } satisfies Record<RunOutcome | 'under_way', (went: Amount) => string>,

  holds: {
    heading: 'Legal holds',
    intro: 'While a customer is under a legal hold, nothing about them is deleted, nor who served them.',
    standing: 'Current holds',
    none: 'No customer is under a legal hold.',
    lifted: 'Lifted holds',
    liftedCount: ({ holds }: { holds: number }) => `Lifted holds (${numberText(holds)})`,
    placedBy: ({ at, name }: { at: ReactNode; name: string }) => rich`Placed ${at} by ${name}:`,
    liftedBy: ({ at, name }: { at: ReactNode; name: string }) => rich`Lifted ${at} by ${name}:`,
    reasonRemoved: 'reason deleted on schedule',
    /** Who is no longer in the directory. */
    removedCustomer: 'Removed customer',
  },

  place: {
    heading: 'Place a hold',
    customer: 'Customer number or name',
    reason: 'Reason',
    submit: 'Place the hold',
    placing: 'Placing…',
    customerMissing: 'Enter the number or name of a customer.',
    reasonMissing: 'Say why: the reason is kept with the hold.',
    reasonTooLong: ({ most }: { most: number }) =>
      `Enter a reason of at most ${numberText(most)} characters.`,
    placed: ({ name, number }: { name: string; number: string }) =>
      `From now on, nothing about ${name} (${number}) is deleted.`,
    heldAlready: 'This customer already has a hold with the same reason.',
    severalMatch: ({ customers, more }: { customers: readonly NamedCustomer[]; more: boolean }) =>
      `Several customers match: ${customers.map(({ name, number }) => `${name} (${number})`).join(', ')}${
        more ? ', and others' : ''
      }. Enter the number of the customer you mean.`,
    noCustomer: 'No such customer. Check the number, or enter more of the name.',
  },

  lift: {
    /** `hidden`: for screen readers only, to whom every hold would offer the same. */
    open: ({ name, hidden }: { name: string; hidden: (text: string) => ReactNode }) =>
      rich`Lift${hidden(` the hold on ${name}`)} …`,
    reason: 'Why it may be lifted',
    reasonMissing: 'Say why: what the hold kept may be deleted by tomorrow.',
    submit: 'Lift the hold',
    lifting: 'Lifting…',
    notStanding: 'This hold is no longer in place. Load the page again.',
  },
};

interface NamedCustomer {
  readonly name: string;
  readonly number: string;
}

/** `1,204 rows and 12 audit records`, or `nothing`. */
function amountText({ rows, records }: Amount): string {
  const parts = [
    rows > 0 ? count(rows, 'row', 'rows') : '',
    records > 0 ? count(records, 'audit record', 'audit records') : '',
  ].filter(Boolean);
  return parts.join(' and ') || 'nothing';
}

function deletedText(amount: Amount): string {
  return amount.rows + amount.records > 0 ? `Deleted ${amountText(amount)}` : 'Nothing deleted';
}
