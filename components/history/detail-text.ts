import type { TimelineItem } from '@/lib/history/view';
import { type EndReason, endReasons } from '@/lib/verification/view';
import { say } from '@/messages/history/timeline';
import { sourceWords } from '../alarms/source-words';
import { wholeText } from './duration-text';
import { purposeNames, reasonName } from './filter-words';
import { wordOf } from './word-of';

type Value = string | number | boolean;
type Write = (value: Value) => string | null;

const words = say.details;

const labelled =
  (label: string): Write =>
  (value) =>
    words.fact({ label, value: String(value) });
const seconds =
  (text: (of: { time: string }) => string): Write =>
  (value) =>
    text({ time: wholeText(Number(value)) });
const silent: Write = () => null;

/** Ends that are told by the line of the event itself. */
const said = [
  'denied',
  'fraud_reported',
  'expired',
  'cancelled',
  'interrupted',
] as const satisfies readonly EndReason[];

/** The word for it, where this version knows one. */
const worded =
  (known: Readonly<Record<string, string>>): Write =>
  (value) =>
    wordOf(known, String(value)) ?? plain(String(value));

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
  why: worded({ ...words.grantEnds, ...say.refusals }),
  attempt: (value) => wordOf(say.attempts, String(value)) ?? say.otherAttempt({ attempt: String(value) }),
  at: labelled(words.labels.where),
  // The place says it.
  door: silent,
  times: (value) => (value === 1 ? null : words.times({ times: Number(value) })),
  since: silent,
  purpose: (value) => (value === 'account_access' || value === 'wire_transfer' ? purposeNames[value] : null),
  expiresIn: seconds(words.timeToAnswer),
  interval: seconds(words.interval),
  grantExpiresIn: seconds(words.usable),
  detail: labelled(words.labels.detail),
  scope: labelled(words.labels.scope),
  call_reference: labelled(words.labels.call),
  hash: labelled(words.labels.hash),
  source: worded(
    Object.fromEntries(Object.entries(sourceWords).map(([key, { happened }]) => [key, happened])),
  ),
  answer: worded(words.answers),
  unclear: () => words.unclear,
  limit: worded(words.limits),
  set_up: () => words.setUp,
  transmitter: labelled(words.labels.transmitter),
  about: labelled(words.labels.about),
  report: silent,
  alarm: silent,
  allowance: silent,
  // Whose alarm it is, for the proof.
  issuer: silent,
  subject: silent,
  binding_message: (value) => words.quoted({ words: String(value) }),
};

/** What was recorded beside an event, in words. */
export function detailTexts(item: Pick<TimelineItem, 'action' | 'details'>): string[] {
  return Object.entries(item.details).flatMap(([name, value]) => {
    if (value === null || value === '') return [];
    if (name === 'reason' && inOwnWords.includes(item.action))
      return [words.quoted({ words: String(value) })];
    const write = Object.hasOwn(details, name) ? details[name] : labelled(plain(name));
    const text = write?.(value);
    return text ? [text] : [];
  });
}

/** `bank_reference` → `Bank reference`, `nextAttemptIn` → `Next attempt in`. */
function plain(name: string): string {
  const text = name.replaceAll('_', ' ').replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return text.charAt(0).toUpperCase() + text.slice(1);
}
