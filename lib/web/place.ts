/** Set by the proxy, because pages and actions do not know their own address. */
export const PATH_HEADER = 'x-countersign-path';

/** Every fixed part of an address of ours. What else stands in one was put there by whoever asks. */
const parts = new Set([
  'accounts',
  'alarms',
  'api',
  'audit',
  'auth',
  'calls',
  'checkpoint.jws',
  'ciba',
  'current',
  'customers',
  'draft',
  'events',
  'export.csv',
  'export.jsonl',
  'exports',
  'figures',
  'health',
  'history',
  'keys.json',
  'live',
  'logout',
  'new',
  'no-role',
  'notify',
  'proofs',
  'ready',
  'receipt',
  'reports',
  'retention',
  'security',
  'security-events',
  'session',
  'sensitive-data',
  'sign-in',
  'sign-out',
  'signed-out',
  'staff',
  'trail.jsonl',
  'transfers',
  'used',
  'verifications',
]);

/** Longer than any address of ours, in parts. */
const DEEPEST = 6;

/**
 * An address as it may be recorded: `/history/ver_…?x=y` is `/history/[id]`. Nothing of what somebody typed is left, and
 * there are only as many as the desk has pages and routes, so that they can be counted.
 */
export function placeOf(address: string): string {
  const [path = ''] = address.split(/[?#]/);
  const named = path
    .split('/')
    .filter(Boolean)
    .slice(0, DEEPEST)
    .map((part) => (parts.has(part) ? part : '[id]'));
  return `/${named.join('/')}`;
}
