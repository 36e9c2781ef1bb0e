import { type EndReason, endReasons, type Purpose, type Status, statuses } from '../../verification/view';

/** Which verifications are meant. What is left out does not narrow; what is there must all hold. */
export interface HistoryFilter {
  readonly period: Period | null;
  /** The staff IdP's `sub`. */
  readonly staff: string | null;
  /** Name or number, as typed. */
  readonly customer: string | null;
  readonly purpose: Purpose | null;
  readonly status: Status | null;
  readonly reason: EndReason | null;
  readonly delivery: 'poll' | 'ping' | 'push' | null;
  /** The contact centre's word for the call, whole. */
  readonly call: string | null;
}

/** Days as they are in the desk's time zone, both included; presets end now. */
export type Period =
  | { readonly preset: Preset }
  | { readonly from: string | null; readonly to: string | null };

export const presets = ['today', 'yesterday', '7d', '30d', '90d', '365d'] as const;
export type Preset = (typeof presets)[number];

export const purposes = ['account_access', 'wire_transfer'] as const satisfies readonly Purpose[];
const deliveries = ['poll', 'ping', 'push'] as const;

export const anything: HistoryFilter = {
  period: null,
  staff: null,
  customer: null,
  purpose: null,
  status: null,
  reason: null,
  delivery: null,
  call: null,
};

const LONGEST = 100;

/**
 * The filter an address names. What nobody could have chosen is left out, and told by the name of its parameter.
 */
export function readFilter(params: Pick<URLSearchParams, 'get'>): {
  readonly filter: HistoryFilter;
  readonly ignored: readonly string[];
} {
  const ignored: string[] = [];
  const choice = <T extends string>(name: string, known: readonly T[]): T | null => {
    const value = params.get(name);
    if (!value) return null;
    const found = known.find((each) => each === value);
    if (found === undefined) ignored.push(name);
    return found ?? null;
  };
  const text = (name: string): string | null => {
    const value = params.get(name)?.trim();
    if (!value) return null;
    if (value.length <= LONGEST && !/\p{Cc}/u.test(value)) return value;
    ignored.push(name);
    return null;
  };
  const day = (name: string): string | null => {
    const value = params.get(name);
    if (!value) return null;
    if (isDay(value)) return value;
    ignored.push(name);
    return null;
  };
  const preset = choice('period', presets);
  const [from, to] = [day('from'), day('to')];
  const filter = {
    period: preset ? { preset } : from || to ? { from, to } : null,
    staff: text('staff'),
    customer: text('customer'),
    purpose: choice('purpose', purposes),
    status: choice('status', statuses),
    reason: choice('reason', endReasons),
    delivery: choice('delivery', deliveries),
    call: text('call'),
  };
  return { filter, ignored };
}

/** The same filter as an address carries it, in a fixed order. */
export function filterQuery({ period, ...rest }: Partial<HistoryFilter>): string {
  const days = !period ? {} : 'preset' in period ? { period: period.preset } : period;
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries({ ...days, ...rest })) if (value) query.set(name, value);
  return query.toString();
}

/** `2026-02-29` is none. */
function isDay(value: string): boolean {
  if (!/^20\d\d-\d\d-\d\d$/.test(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
