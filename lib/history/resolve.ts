import type { StaffActor } from '../actor';
import { can } from '../auth/permissions';
import { isCustomerId } from '../customers/directory';
import { type FindDeps, findCustomers } from '../customers/find';
import type { HistoryFilter } from './filter/view';
import { instantsOf } from './period';
import type { HistoryQuery } from './store';

/** More customers than this are not looked for at once. */
const MOST_CUSTOMERS = 100;

export interface ResolveDeps extends FindDeps {
  readonly env: { readonly TIME_ZONE: string };
}

/**
 * What a filter means for this person at this moment. Who may not see everybody's asks for their own, whatever it says.
 *
 * @throws AppError `rate_limited`: a customer is looked for as on the lookup page, and counts like there
 */
export async function resolveFilter(
  deps: ResolveDeps,
  actor: StaffActor,
  filter: HistoryFilter,
  now: Date,
): Promise<{ readonly query: HistoryQuery; readonly tooManyCustomers: boolean }> {
  const { period, customer, ...rest } = filter;
  const { customers, more } = await customersMeant(deps, actor, customer);
  const query = {
    ...rest,
    ...instantsOf(period, deps.env.TIME_ZONE, now),
    staff: can(actor, 'history.read_all') ? filter.staff : actor.subject,
    customers,
    asOf: null,
  };
  return { query, tooManyCustomers: more };
}

/**
 * Whom the directory finds, and whoever has exactly this id: the directory may have forgotten them.
 *
 * @throws AppError `rate_limited`
 */
export async function customersMeant(
  deps: FindDeps,
  actor: StaffActor,
  typed: string | null,
): Promise<{ readonly customers: readonly string[] | null; readonly more: boolean }> {
  if (typed === null) return { customers: null, more: false };
  const { customers, more } = await findCustomers(deps, actor, typed, MOST_CUSTOMERS);
  const ids = customers.map(({ id }) => id);
  return { customers: isCustomerId(typed) ? [...new Set([typed, ...ids])] : ids, more };
}
