import type { SecurityAction } from '../../audit/security-actions';
import { filterQuery, type HistoryFilter, readFilter } from '../filter/view';
import type { StaffMember, TimelineItem } from '../view';

/** What security events are filtered by: several actions are one kind to whoever looks for something. */
export const securityKinds = ['refused', 'forged', 'sign_in', 'session', 'cap', 'report', 'alarm'] as const;
export type SecurityKind = (typeof securityKinds)[number];

const kinds: Readonly<Record<SecurityAction, SecurityKind>> = {
  'security.refused': 'refused',
  'transfer.attempt_refused': 'refused',
  'sensitive_data.refused': 'refused',
  'security.forged': 'forged',
  'staff.sign_in_failed': 'sign_in',
  'security.session_ended': 'session',
  'security.cap_reached': 'cap',
  'request_guard.one_more_allowed': 'cap',
  'report.made': 'report',
  'alarm.raised': 'alarm',
  'alarm.lifted': 'alarm',
};

export function actionsOf(kind: SecurityKind): SecurityAction[] {
  const all = Object.keys(kinds) as SecurityAction[]; // the keys of a record of them
  return all.filter((action) => kinds[action] === kind);
}

/** Which security events are meant. */
export interface SecurityFilter extends Pick<HistoryFilter, 'period' | 'staff'> {
  readonly kind: SecurityKind | null;
}

export const anyEvent: SecurityFilter = { period: null, staff: null, kind: null };

/** One security event. Dates are ISO 8601. */
export interface SecurityEvent extends Pick<TimelineItem, 'at' | 'action' | 'details'> {
  /** The record's key, in decimal. */
  readonly id: string;
  readonly actor: Actor;
  readonly verificationId: string | null;
  readonly transferId: string | null;
  /** With a name while the directory has one. */
  readonly customer: { readonly id: string; readonly name: string | null } | null;
}

type Actor = TimelineItem['actor'];

/** A page of security events, newest first. */
export interface SecurityPage {
  readonly events: readonly SecurityEvent[];
  /** What to ask for with `before` to see what is older; null on the last page. */
  readonly older: string | null;
  /** Everybody who may be filtered by. */
  readonly staff: readonly StaffMember[];
  /** IANA name of the zone whose days the period is of. */
  readonly zone: string;
}

/** The filter an address names. What nobody could have chosen is left out, and told by the name of its parameter. */
export function readSecurityFilter(params: Pick<URLSearchParams, 'get'>): {
  readonly filter: SecurityFilter;
  readonly ignored: readonly string[];
} {
  const ours = new Set(['period', 'from', 'to', 'staff']);
  const { filter, ignored } = readFilter({ get: (name) => (ours.has(name) ? params.get(name) : null) });
  const asked = params.get('kind');
  const kind = securityKinds.find((each) => each === asked) ?? null;
  return {
    filter: { period: filter.period, staff: filter.staff, kind },
    ignored: asked && kind === null ? [...ignored, 'kind'] : ignored,
  };
}

/** The same filter as an address carries it. */
export function securityQuery({ kind, ...filter }: SecurityFilter): string {
  const query = new URLSearchParams(filterQuery(filter));
  if (kind) query.set('kind', kind);
  return query.toString();
}
