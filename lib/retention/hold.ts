import { say } from '@/messages/retention';
import type { StaffActor } from '../actor';
import { authorize } from '../auth/permissions';
import { type Customer, isCustomerId } from '../customers/directory';
import { type FindDeps, findCustomers, showed } from '../customers/find';
import { AppError } from '../errors';
import { ERASED } from './erased';
import type { HoldStore, StoredHold } from './hold-store';
import { type LegalHold, type LegalHolds, LONGEST_REASON } from './view';

export interface HoldDeps extends FindDeps {
  readonly holds: HoldStore;
}

/** Lifted ones that are listed. */
const LIFTED = 50;

/**
 * Keeps everything of a customer from being removed.
 *
 * @param typed their number, or a name only they have
 * @throws AppError `forbidden`, `invalid_input`, `not_found`, `rate_limited`, `conflict` when this very hold stands already
 */
export async function placeHold(
  deps: HoldDeps,
  actor: StaffActor,
  typed: string,
  why: string,
): Promise<LegalHold> {
  authorize(actor, 'legal_hold.place');
  const reason = readReason(why);
  const customerId = await theOne(deps, actor, typed.trim());
  const now = deps.clock.now();
  const hold: StoredHold = {
    id: newHoldId(),
    customerId,
    reason,
    placedAt: now,
    placedBy: actor.subject,
    placedByName: actor.name,
    lifted: null,
  };
  const placed = await deps.holds.place(hold, {
    at: now,
    actor,
    action: 'legal_hold.placed',
    customerId,
    details: { hold: hold.id },
    personal: { reason },
  });
  if (!placed) throw new AppError('conflict', say.place.heldAlready);
  return present(deps, hold);
}

/** @throws AppError `forbidden`, `invalid_input`, `not_found` when it does not stand */
export async function liftHold(
  deps: HoldDeps,
  actor: StaffActor,
  id: string,
  why: string,
): Promise<LegalHold> {
  authorize(actor, 'legal_hold.place');
  const reason = readReason(why);
  const at = deps.clock.now();
  const lifting = { at, by: actor.subject, byName: actor.name, reason };
  const lifted = await deps.holds.lift(id, lifting, ({ customerId }) => ({
    at,
    actor,
    action: 'legal_hold.lifted',
    customerId,
    details: { hold: id },
    personal: { reason },
  }));
  if (!lifted) throw new AppError('not_found', say.lift.notStanding);
  return present(deps, lifted);
}

export async function listHolds(deps: HoldDeps, actor: StaffActor): Promise<LegalHolds> {
  authorize(actor, 'history.read_all');
  const { standing, lifted } = await deps.holds.list(LIFTED);
  const all = (holds: readonly StoredHold[]) => Promise.all(holds.map((hold) => present(deps, hold)));
  return { standing: await all(standing), lifted: await all(lifted) };
}

/** The customer who is meant, and nobody else: a hold on the wrong one protects nothing. */
async function theOne(deps: HoldDeps, actor: StaffActor, typed: string): Promise<string> {
  const { customers, more } = await findCustomers(deps, actor, typed, 20);
  const exact = customers.find(({ id, number }) => [id, number].some((each) => same(each, typed)));
  const [first] = customers;
  const found: Customer | undefined = exact ?? (customers.length === 1 ? first : undefined);
  const told = found ? [found] : customers.slice(0, 5);
  await showed(deps, actor, told);
  if (found) return found.id;
  if (first) {
    const others = more || customers.length > told.length;
    throw new AppError('invalid_input', say.place.severalMatch({ customers: told, more: others }));
  }
  // Who left the directory may still have records here.
  if (isCustomerId(typed) && typed !== ERASED && (await deps.holds.knows(typed))) return typed;
  throw new AppError('not_found', say.place.noCustomer);
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

function readReason(typed: string): string {
  const reason = typed.trim().replace(/\s+/g, ' ');
  if (!reason) throw new AppError('invalid_input', say.place.reasonMissing);
  if (reason.length > LONGEST_REASON || /\p{Cc}/u.test(reason)) {
    throw new AppError('invalid_input', say.place.reasonTooLong({ most: LONGEST_REASON }));
  }
  return reason;
}

async function present({ directory }: Pick<HoldDeps, 'directory'>, hold: StoredHold): Promise<LegalHold> {
  const { id, customerId, reason, placedAt, placedByName, lifted } = hold;
  const customer = customerId === ERASED ? undefined : await directory.get(customerId);
  return {
    id,
    customer: {
      id: customerId,
      name: customer?.name ?? say.holds.removedCustomer,
      number: customer?.number ?? (customerId === ERASED ? '' : customerId),
    },
    reason,
    placedAt: placedAt.toISOString(),
    placedBy: placedByName,
    lifted: lifted && { at: lifted.at.toISOString(), by: lifted.byName, reason: lifted.reason },
  };
}

/** 128 random bits behind a prefix that tells people and logs what it is. */
function newHoldId(): string {
  return `hold_${Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString('base64url')}`;
}
