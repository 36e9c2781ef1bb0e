import type { Period } from '../../history/filter/view';
import { filterQuery, anything as noFilter, readFilter } from '../../history/filter/view';
import { type AlarmsFilter, alarmStates, type ReportSource, reportSources } from '../view';

/** Which reports are meant. What is null does not narrow. */
export interface ReportsFilter {
  readonly period: Period | null;
  readonly source: ReportSource | null;
  /** Name or number, as typed. */
  readonly customer: string | null;
  /** Only those about nobody the directory knows. */
  readonly unknown: boolean;
}

export const anyAlarm: AlarmsFilter = { state: null, source: null, customer: null };
export const anyReport: ReportsFilter = { period: null, source: null, customer: null, unknown: false };

type Params = Pick<URLSearchParams, 'get'>;

/** The filter an address names. What nobody could have chosen is left out. */
export function readAlarmsFilter(params: Params): AlarmsFilter {
  return {
    state: choice(params.get('state'), alarmStates),
    source: choice(params.get('source'), reportSources),
    customer: readFilter(params).filter.customer,
  };
}

export function readReportsFilter(params: Params): ReportsFilter {
  const { period, customer } = readFilter(params).filter;
  return {
    period,
    source: choice(params.get('source'), reportSources),
    customer,
    unknown: params.get('about') === 'nobody',
  };
}

/** The same filter as an address carries it, in a fixed order; `''` when it does not narrow. */
export function alarmsQuery({ state, source, customer }: AlarmsFilter): string {
  return queryOf({ state, source, customer });
}

export function reportsQuery({ period, source, customer, unknown }: ReportsFilter): string {
  const days = Object.fromEntries(new URLSearchParams(filterQuery({ ...noFilter, period })));
  return queryOf({ ...days, source, customer, about: unknown ? 'nobody' : null });
}

function queryOf(values: Readonly<Record<string, string | null>>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) if (value) query.set(name, value);
  return query.toString();
}

function choice<T extends string>(value: string | null, known: readonly T[]): T | null {
  return known.find((each) => each === value) ?? null;
}
