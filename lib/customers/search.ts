import type { StaffActor } from '../actor';
import type { AlarmStore } from '../alarms/store';
import { authorize } from '../auth/permissions';
import type { Customer } from './directory';
import { type FindDeps, findCustomers, showed } from './find';
import { maskEmail, maskPhone } from './mask';
import { type CustomerView, LONGEST_QUERY, type SearchResult } from './view';

/** As many as an agent reads through while talking. */
const LIMIT = 20;

export interface SearchDeps extends FindDeps {
  readonly alarms: Pick<AlarmStore, 'standingAmong'>;
}

/**
 * Customers that match what was typed, without anything sensitive. Whom it shows is counted before they are shown.
 *
 * @throws AppError `forbidden`, `rate_limited`
 */
export async function searchCustomers(
  deps: SearchDeps,
  actor: StaffActor,
  typed: string,
): Promise<SearchResult> {
  authorize(actor, 'customers.read');
  const query = typed.slice(0, LONGEST_QUERY);
  const { customers, more } = await findCustomers(deps, actor, query, LIMIT);
  await showed(deps, actor, customers);
  const alarmed = await deps.alarms.standingAmong(customers.map(({ subject }) => subject));
  return {
    query,
    customers: customers.map((customer) => presentCustomer(customer, alarmed.has(customer.subject))),
    more,
  };
}

/** @param alarm whether the customer's alarm stands */
export function presentCustomer(customer: Customer, alarm: boolean): CustomerView {
  return {
    id: customer.id,
    number: customer.number,
    name: customer.name,
    phoneMasked: maskPhone(customer.phone),
    emailMasked: maskEmail(customer.email),
    city: customer.city,
    segment: customer.segment,
    customerSince: customer.customerSince,
    alarm,
  };
}
