import type { TimelineItem } from '@/lib/history/view';
import { type EndReason, endReasons, type GrantEnd } from '@/lib/verification/view';
import { wholeText } from './duration-text';
import { purposeNames, reasonName } from './filter-words';
import { afterwards } from './outcome-text';

type Value = string | number | boolean;
type Write = (value: Value) => string | null;

const labelled =
  (label: string): Write =>
  (value) =>
    `${label}: ${value}`;
const seconds =
  (label: string): Write =>
  (value) =>
    `${label} ${wholeText(Number(value))}`;
const silent: Write = () => null;

/** Ends that are told by the line of the event itself. */
const said = [
  'denied',
  'fraud_reported',
  'expired',
  'cancelled',
  'interrupted',
] as const satisfies readonly EndReason[];

/** What is worth a word beside an event, in which words. What is not named here is shown as it is recorded. */
const details: Readonly<Record<string, Write>> = {
  // The line itself says it.
  status: silent,
  fraudReported: silent,
  reason: (value) => {
    if (said.some((each) => each === value)) return null;
    const known = endReasons.find((each) => each === value);
    return known ? reasonName(known) : plain(String(value));
  },
  why: (value) =>
    Object.hasOwn(afterwards, String(value)) ? plain(afterwards[value as GrantEnd]) : plain(String(value)), // one of its keys
  purpose: (value) => (value === 'account_access' || value === 'wire_transfer' ? purposeNames[value] : null),
  expiresIn: seconds('To be answered within'),
  interval: seconds('May be asked every'),
  grantExpiresIn: seconds('Usable for'),
  detail: labelled('Sign-in service’s own word'),
  scope: labelled('Scope'),
  call_reference: labelled('Call reference'),
  hash: labelled('Hash'),
  binding_message: (value) => `“${value}”`,
};

/** What was recorded beside an event, in words. */
export function detailTexts(item: Pick<TimelineItem, 'details'>): string[] {
  return Object.entries(item.details).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    const write = Object.hasOwn(details, name) ? details[name] : labelled(plain(name));
    const text = write?.(value);
    return text ? [text] : [];
  });
}

/** `bank_reference` → `Bank reference`, `nextAttemptIn` → `Next attempt in`. */
function plain(name: string): string {
  const words = name.replaceAll('_', ' ').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return words.charAt(0).toUpperCase() + words.slice(1);
}
