import type { TimelineItem } from '@/lib/history/view';
import { type DenialAnswer, type EndReason, endReasons, type GrantEnd } from '@/lib/verification/view';
import { sourceWords } from '../alarms/source-words';
import { wholeText } from './duration-text';
import { purposeNames, reasonName } from './filter-words';
import { afterwards } from './outcome-text';
import { attempts, refusalReasons } from './refusal-words';

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

const answers: Readonly<Record<DenialAnswer, string>> = {
  by_mistake: 'They say they pressed Deny by mistake',
  pressed_nothing: 'They say they pressed nothing or saw nothing',
  will_not_say: 'They will not say',
};

const limits: Readonly<Record<string, string>> = {
  staff_limit: 'As many customers as one person may ask in a minute',
  staff_shift_limit: 'As many customers as one person may ask in a shift',
};

/** The word for it, where this version knows one. */
const worded =
  (words: Readonly<Record<string, string>>): Write =>
  (value) =>
    Object.hasOwn(words, String(value)) ? (words[String(value)] ?? null) : plain(String(value));

/** Whose reason is in somebody's own words. */
const inOwnWords: readonly string[] = [
  'report.made',
  'alarm.lifted',
  'request_guard.one_more_allowed',
  'legal_hold.placed',
  'legal_hold.lifted',
];

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
    wordOf(refusalReasons, value) ??
    (Object.hasOwn(afterwards, String(value)) ? plain(afterwards[value as GrantEnd]) : plain(String(value))), // one of its keys
  attempt: (value) => `Tried to ${wordOf(attempts, value) ?? value}`,
  at: labelled('Where'),
  // The place says it.
  door: silent,
  times: (value) => (value === 1 ? null : `${value} times`),
  since: silent,
  purpose: (value) => (value === 'account_access' || value === 'wire_transfer' ? purposeNames[value] : null),
  expiresIn: seconds('To be answered within'),
  interval: seconds('May be asked every'),
  grantExpiresIn: seconds('Usable for'),
  detail: labelled('Sign-in service’s own word'),
  scope: labelled('Scope'),
  call_reference: labelled('Call reference'),
  hash: labelled('Hash'),
  source: worded(
    Object.fromEntries(Object.entries(sourceWords).map(([key, { happened }]) => [key, happened])),
  ),
  answer: worded(answers),
  unclear: () => 'The sign-in service cannot tell whether they meant no',
  limit: worded(limits),
  set_up: () => 'The sign-in service answers for others, whoever is asked: no customer’s alarm',
  transmitter: labelled('Sent by'),
  about: labelled('It named'),
  report: silent,
  alarm: silent,
  allowance: silent,
  // Whose alarm it is, for the proof.
  issuer: silent,
  subject: silent,
  binding_message: (value) => `“${value}”`,
};

function wordOf(words: Readonly<Record<string, string>>, value: Value): string | undefined {
  return Object.hasOwn(words, String(value)) ? words[String(value)] : undefined;
}

/** What was recorded beside an event, in words. */
export function detailTexts(item: Pick<TimelineItem, 'action' | 'details'>): string[] {
  return Object.entries(item.details).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    if (name === 'reason' && inOwnWords.includes(item.action)) return [`“${value}”`];
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
