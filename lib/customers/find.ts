import type { CountryCode } from 'libphonenumber-js/min';
import { say } from '@/messages/customers';
import type { StaffActor } from '../actor';
import type { Clock } from '../clock';
import { AppError } from '../errors';
import type { Customer, CustomerDirectory } from './directory';
import { readQuery } from './query';
import type { SearchStore } from './searches';

export interface FindDeps {
  readonly directory: CustomerDirectory;
  /** Where phone numbers without a country code are dialled. */
  readonly region: CountryCode;
  readonly searches: Pick<SearchStore, 'count' | 'showed'>;
  readonly clock: Clock;
}

/**
 * The one way to look for customers, from whatever page: each search counts, and too many within a minute are refused.
 * What can find nobody is no search.
 *
 * @param limit most customers to find
 * @throws AppError `rate_limited`, with the words that say when it goes on
 */
export async function findCustomers(
  { directory, region, searches, clock }: FindDeps,
  actor: StaffActor,
  typed: string,
  limit: number,
): Promise<{ customers: Customer[]; more: boolean }> {
  const queries = readQuery(typed, region);
  if (queries.length === 0) return { customers: [], more: false };
  const now = clock.now();
  const counted = await searches.count(actor, now);
  if (counted.kind === 'too_many') throw tooMany(counted.most, counted.until, now);
  return directory.search(queries, limit);
}

/** Told before they are shown, so that whoever was seen is counted. */
export async function showed(
  { searches, clock }: Pick<FindDeps, 'searches' | 'clock'>,
  actor: StaffActor,
  customers: readonly Customer[],
): Promise<void> {
  if (customers.length === 0) return;
  await searches.showed(
    actor,
    customers.map(({ id }) => id),
    clock.now(),
  );
}

function tooMany(most: number, until: Date, now: Date): AppError {
  const seconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000));
  return new AppError('rate_limited', say.refusals.tooManySearches({ most, seconds }));
}
