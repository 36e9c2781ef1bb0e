import type { Amount, RetentionClass } from '@/lib/retention/view';

export const classWords: Readonly<Record<RetentionClass, { readonly name: string; readonly what: string }>> =
  {
    customer: {
      name: 'Customers',
      what: 'who was verified or paid, what they were told and asked, payees and accounts',
    },
    staff: { name: 'Staff', what: 'who asked, agreed and looked; a pseudonym takes their place' },
    drafts: { name: 'Drafts', what: 'transfers that were never submitted' },
    sessions: { name: 'Sign-ins', what: 'sign-ins of staff that are over, and who handled which alerts' },
    hints: { name: 'ID tokens', what: 'what names a customer to the sign-in service' },
  };

/** `1,204 rows and 12 audit records`; nothing is said to be nothing. */
export function amountText({ rows, records }: Amount): string {
  const parts = [counted(rows, 'row'), counted(records, 'audit record')].filter(Boolean);
  return parts.join(' and ') || 'nothing';
}

/** What a run has deleted. */
export function deletedText(amount: Amount): string {
  const text = amountText(amount);
  return text === 'nothing' ? 'Nothing deleted' : `Deleted ${text}`;
}

function counted(count: number, what: string): string {
  return count === 0 ? '' : `${count.toLocaleString('en-GB')} ${what}${count === 1 ? '' : 's'}`;
}
